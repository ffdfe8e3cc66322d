using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A job of an <see cref="IJobQueue"/>.</summary>
public sealed record Job
{
    /// <summary>The longest <see cref="Note"/>, in characters.</summary>
    public const int MaximumNoteLength = 1_000;

    /// <summary>What tells it from the others of its queue.</summary>
    public required Uid Uid { get; init; }

    /// <summary>What is to be done with it; <see cref="JobState.Pending"/> unless set.</summary>
    public JobState State { get; init; } = JobState.Pending;

    /// <summary>The higher, the earlier; 0 unless set.</summary>
    public int Priority { get; init; }

    /// <summary>Not claimed before this time: when to try again.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The AE that asked for it, or that it is for; empty for none.</summary>
    public AETitle Peer { get; init; }

    /// <summary>True where this server asks <see cref="Peer"/> for something, false, as it is unless set, where the peer has asked this server. It never changes.</summary>
    public bool IsOutgoing { get; init; }

    /// <summary>What the job is, and how far it has come, in attributes; each queue says which. Private elements are kept.</summary>
    public required DicomDataSet Attributes { get; init; }

    /// <summary>The SOP instances that it concerns, so that it can be found by one of them; the order is not kept.</summary>
    public ImmutableArray<Uid> Instances { get; init; } = [];

    /// <summary>A sentence for administrators: why it failed or waits. At most <see cref="MaximumNoteLength"/> characters, the rest is dropped; no patient data.</summary>
    public string Note { get; init; } = "";
}
