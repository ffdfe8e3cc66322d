using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>What retention goes by, and where it is.</summary>
public sealed record RetentionState
{
    /// <summary>The rules, as the settings have them.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    /// <summary>The bytes of all data sets in the catalog.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>From how many bytes on the oldest studies are deleted; 0 for never.</summary>
    public long HighWaterBytes { get; init; }

    /// <summary>Down to how many bytes.</summary>
    public long LowWaterBytes { get; init; }

    /// <summary>The quotas of volumes, as the settings have them.</summary>
    public ImmutableArray<string> VolumeQuotas { get; init; } = [];

    /// <summary>The volumes that rules or quotas name, and that the store does not have: what they say concerns nothing.</summary>
    public ImmutableArray<string> UnknownVolumes { get; init; } = [];

    /// <summary>The instances that no query finds any more, and whose bytes wait until nobody can be retrieving them.</summary>
    public int WaitingInstances { get; init; }

    /// <summary>When the next run begins by itself; null for never, where there is nothing to do or the clock is doubted.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>True where the clock was set ahead by hours: nothing is deleted by itself until an administrator has it run, or the server is restarted.</summary>
    public bool IsClockDoubted { get; init; }

    /// <summary>The last run since the plugin was loaded, dry ones not counted; null for none.</summary>
    public RetentionRun? LastRun { get; init; }
}
