namespace Gantry.Host.Plugins.Health;

/// <summary>When a new generation counts as worse than the one before it, and for how long that is looked at.</summary>
internal sealed record HealthGateOptions
{
    /// <summary>How long a new generation is on trial; 2 minutes. A canary is on trial until it is promoted.</summary>
    public TimeSpan Trial { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The operations of a command that both must have had before failures and durations are compared; 20.</summary>
    public int Operations { get; init; } = 20;

    /// <summary>The faults that are enough whatever the number of operations; 3, fewer than bring quarantine.</summary>
    public int Faults { get; init; } = 3;

    /// <summary>The share of faults more than before; 0.02.</summary>
    public double MoreFaults { get; init; } = 0.02;

    /// <summary>The share of failures more than before; 0.1.</summary>
    public double MoreFailures { get; init; } = 0.1;

    /// <summary>How many times longer the median may be; 3.</summary>
    public double SlowerBy { get; init; } = 3;

    /// <summary>A difference that is smaller than this does not count, whatever the factor; 50 milliseconds.</summary>
    public TimeSpan SlowerAtLeast { get; init; } = TimeSpan.FromMilliseconds(50);
}
