namespace Gantry.Host.Maintenance;

/// <summary>How far a rebuild of the catalog has come.</summary>
/// <remarks>Written by the rebuild, read by anybody. Safe for concurrent use.</remarks>
internal sealed class ReindexProgress(DateTimeOffset startedAt)
{
    private readonly Lock _lock = new();
    private ReindexCounts _counts;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public DateTimeOffset? EndedAt { get; private set; }

    public PassState State { get; private set; } = PassState.Running;

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Failure { get; private set; }

    public int Parts { get; set; }

    public int PartsDone { get; set; }

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

    public void End(PassState state, string? failure, DateTimeOffset at) => (Failure, EndedAt, State) = (failure, at, state);
}
