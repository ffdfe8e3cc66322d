using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Transfer;

/// <summary>One kind of records, and the tables that they are in.</summary>
internal abstract class TransferTable
{
    public abstract Task<List<TransferRecord>> ReadAsync(CatalogContext context, string? after, int maximum, CancellationToken cancellationToken);

    /// <summary>The records with these keys, no more of them than one statement bears, in order.</summary>
    public abstract Task<List<TransferRecord>> GetAsync(CatalogContext context, string[] keys, CancellationToken cancellationToken);

    /// <summary>What makes records be there; all that can be made ready beforehand is, on the caller's thread.</summary>
    public abstract Func<WriterSession, IReadOnlyList<string>> Put(IReadOnlyList<TransferRecord> records);

    /// <summary>Removes the records with these keys, no more of them than one statement bears.</summary>
    public abstract void Remove(WriterSession session, string[] keys);
}
