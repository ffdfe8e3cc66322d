namespace Gantry.Dal.Relational.Ingest;

/// <summary>Makes durable what was committed before it.</summary>
internal sealed class SyncWork : WriterWork<bool>
{
    public override bool IsRepeatable => true;

    protected override bool PerformCore(WriterSession session)
    {
        session.WriteBarrier();
        return true;
    }
}
