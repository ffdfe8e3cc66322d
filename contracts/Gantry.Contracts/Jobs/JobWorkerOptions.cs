namespace Gantry.Contracts;

/// <summary>How a <see cref="JobWorker"/> works.</summary>
public sealed record JobWorkerOptions
{
    /// <summary>How long a job is left alone that nobody extends the lease of, unless told otherwise.</summary>
    public static readonly TimeSpan DefaultLeaseTime = TimeSpan.FromMinutes(2);

    /// <summary>Works on a job that was claimed, and gives it back; it ends soon once its token is cancelled. What it throws is logged, and the job stays until its lease has ended.</summary>
    public required Func<StoredJob, CancellationToken, Task> Work { get; init; }

    /// <summary>The most jobs at a time, at least 1; asked anew each time, so that settings apply live.</summary>
    public required Func<int> MaximumParallel { get; init; }

    /// <summary>How long to wait for a wake before it looks again, given whether it has claimed some, or had no room for more.</summary>
    public required Func<bool, TimeSpan> Interval { get; init; }

    /// <summary>Forgets what ended long ago, given what time it is: at the start and once in an hour; nothing unless set.</summary>
    public Func<DateTimeOffset, CancellationToken, Task> Sweep { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>How long the lease of a claim lasts; <see cref="DefaultLeaseTime"/> unless set.</summary>
    public TimeSpan LeaseTime { get; init; } = DefaultLeaseTime;

    /// <summary>How long what is under way may go on when the plugin stops, before it is interrupted; not at all unless set.</summary>
    public TimeSpan Grace { get; init; }
}
