using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Jobs chosen by what they are: those that satisfy every condition given.</summary>
public sealed record JobFilter
{
    /// <summary>All jobs.</summary>
    public static JobFilter All { get; } = new();

    /// <summary>In one of these states; empty for any.</summary>
    public ImmutableArray<JobState> States { get; init; } = [];

    /// <summary>Of or for this AE; null for any.</summary>
    public AETitle? Peer { get; init; }

    /// <summary>Concerning this SOP instance; null for any.</summary>
    public Uid? Instance { get; init; }

    /// <summary>Last changed before this time; null for any.</summary>
    public DateTimeOffset? ChangedBefore { get; init; }

    /// <summary>True where no condition is given.</summary>
    public bool IsEmpty => States.IsDefaultOrEmpty && Peer is null && Instance is null && ChangedBefore is null;
}
