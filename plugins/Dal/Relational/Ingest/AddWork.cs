using Gantry.Contracts;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Adds the entries of one call.</summary>
internal sealed class AddWork(IReadOnlyList<IngestEntry> entries) : WriterWork<IReadOnlyList<AddOutcome>>
{
    protected override IReadOnlyList<AddOutcome> PerformCore(WriterSession session)
    {
        var outcomes = new AddOutcome[entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = session.Add(entries[i]);
        }

        return outcomes;
    }
}
