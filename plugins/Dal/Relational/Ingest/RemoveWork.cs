using Gantry.Contracts;
using Gantry.Dal.Relational.Retrieve;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Removes the instances of one call, and what is left empty above them.</summary>
internal sealed class RemoveWork(SelectionFilter filter) : WriterWork<IReadOnlyList<CatalogInstance>>
{
    protected override IReadOnlyList<CatalogInstance> PerformCore(WriterSession session) => Removal.Perform(session, filter);
}
