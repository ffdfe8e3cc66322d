namespace Gantry.Dal.Relational.Ingest;

/// <summary>Has what was answered before it committed, for someone who is going to read.</summary>
internal sealed class VisibleWork : WriterWork<bool>
{
    public override bool IsRepeatable => true;

    public override bool IsRecoverable => true;

    protected override bool PerformCore(WriterSession session) => true;
}
