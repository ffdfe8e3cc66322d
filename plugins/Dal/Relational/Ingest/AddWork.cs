using Gantry.Contracts;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Adds the entries of one call.</summary>
internal sealed class AddWork(IReadOnlyList<IngestEntry> entries) : WriterWork<IReadOnlyList<AddOutcome>>
{
    public override bool IsRepeatable => true;

    public override bool IsRecoverable { get; } = entries.All(entry => entry.Entry.IsRecoverable);

    public override bool IsAnsweredAhead => IsRecoverable;

    protected override IReadOnlyList<AddOutcome> PerformCore(WriterSession session)
    {
        var outcomes = new AddOutcome[entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var index = i;
            session.Add(entries[i], outcome => outcomes[index] = outcome);
        }

        return outcomes;
    }
}
