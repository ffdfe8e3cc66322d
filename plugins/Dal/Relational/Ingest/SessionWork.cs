namespace Gantry.Dal.Relational.Ingest;

/// <summary>Work that a function does.</summary>
/// <param name="perform">Does it; called again after a rollback.</param>
internal sealed class SessionWork<T>(Func<WriterSession, T> perform) : WriterWork<T>
{
    protected override T PerformCore(WriterSession session) => perform(session);
}
