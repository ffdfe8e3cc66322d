using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Jobs chosen by what they are: those that satisfy every condition given.</summary>
public sealed record JobFilter
{
    /// <summary>The most <see cref="Instances"/>.</summary>
    public const int MaximumInstances = 500;

    /// <summary>All jobs.</summary>
    public static JobFilter All { get; } = new();

    /// <summary>In one of these states; empty for any.</summary>
    public ImmutableArray<JobState> States { get; init; } = [];

    /// <summary>Of or for this AE; null for any.</summary>
    public AETitle? Peer { get; init; }

    /// <summary>True for those in which this server asks, false for those in which the peer does; null for both.</summary>
    public bool? IsOutgoing { get; init; }

    /// <summary>Concerning one of these SOP instances, at most <see cref="MaximumInstances"/>; empty for any.</summary>
    /// <exception cref="ArgumentException">There are more.</exception>
    public ImmutableArray<Uid> Instances
    {
        get;
        init => field = value.IsDefault || value.Length <= MaximumInstances ? value : throw new ArgumentException($"A filter names at most {MaximumInstances} instances.", nameof(value));
    } = [];

    /// <summary>Last changed before this time; null for any.</summary>
    public DateTimeOffset? ChangedBefore { get; init; }

    /// <summary>Held, now or last, by one of these, at most <see cref="IJobOwner.MaximumEarlier"/>: the owners of their leases (<see cref="JobLease.Owner"/>); empty for any.</summary>
    /// <exception cref="ArgumentException">There are more.</exception>
    public ImmutableArray<string> LeaseOwners
    {
        get;
        init => field = value.IsDefault || value.Length <= IJobOwner.MaximumEarlier
            ? value
            : throw new ArgumentException($"A filter names at most {IJobOwner.MaximumEarlier} owners.", nameof(value));
    } = [];

    /// <summary>True where no condition is given.</summary>
    public bool IsEmpty => States.IsDefaultOrEmpty && Peer is null && IsOutgoing is null && Instances.IsDefaultOrEmpty && ChangedBefore is null && LeaseOwners.IsDefaultOrEmpty;
}
