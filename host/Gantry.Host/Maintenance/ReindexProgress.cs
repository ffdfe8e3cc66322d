namespace Gantry.Host.Maintenance;

/// <summary>How far a rebuild of the catalog has come.</summary>
/// <remarks>Written by the rebuild, read by anybody. Safe for concurrent use.</remarks>
internal sealed class ReindexProgress(DateTimeOffset startedAt) : WalkProgress(startedAt)
{
    private readonly Lock _lock = new();
    private ReindexCounts _counts;

    public ReindexCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _counts;
            }
        }
    }

    public void Add(in ReindexCounts counts)
    {
        lock (_lock)
        {
            _counts += counts;
        }
    }
}
