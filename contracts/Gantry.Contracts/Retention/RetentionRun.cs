using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>What a run of retention has deleted, or would have.</summary>
public sealed record RetentionRun
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>True where nothing was deleted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The studies that were looked at.</summary>
    public long StudiesSeen { get; init; }

    /// <summary>The studies that were deleted, or would be.</summary>
    public long StudiesDeleted { get; init; }

    /// <summary>Their instances.</summary>
    public long Instances { get; init; }

    /// <summary>The bytes of their data sets.</summary>
    public long Bytes { get; init; }

    /// <summary>The studies that rules would delete, but for which no other archive has committed to every instance.</summary>
    public long StudiesNotSafe { get; init; }

    /// <summary>The studies of which the store could not tell when they came; they are kept.</summary>
    public long StudiesUnclear { get; init; }

    /// <summary>True where there is more to delete: a run has a bound.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The first of the studies deleted.</summary>
    public ImmutableArray<RetiredStudy> Studies { get; init; } = [];
}
