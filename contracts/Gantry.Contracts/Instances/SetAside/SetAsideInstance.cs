using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>An instance that was not stored, or is not what queries find any more, and what is known of it. Nothing in it is patient data.</summary>
public sealed record SetAsideInstance
{
    /// <summary>Its name among those set aside: letters, digits and hyphens, at most 64.</summary>
    public required string Id { get; init; }

    /// <summary>Why it lies there.</summary>
    public required SetAsideKind Kind { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset SetAsideAt { get; init; }

    /// <summary>Why, in a sentence for an administrator.</summary>
    public required string Reason { get; init; }

    /// <summary>What the sender of the instance, or of the one that superseded it, was answered.</summary>
    public required DimseStatus Status { get; init; }

    /// <summary>Who sent the instance, or the one that superseded it; empty where nobody did.</summary>
    public AETitle CallingAETitle { get; init; }

    /// <summary>The SOP class, as its command said; empty where it said none.</summary>
    public Uid SopClass { get; init; }

    /// <summary>The SOP instance, as its command said; empty where it said none.</summary>
    public Uid SopInstance { get; init; }

    /// <summary>The study, as its data set says; empty where that is not known.</summary>
    public Uid Study { get; init; }

    /// <summary>The transfer syntax of its bytes.</summary>
    public TransferSyntax TransferSyntax { get; init; }

    /// <summary>Where its bytes lie in the instance store; empty where they were not kept, or where they are the stored instance's.</summary>
    public string Location { get; init; } = "";

    /// <summary>The bytes of its data set; 0 where they were not kept.</summary>
    public long Length { get; init; }

    /// <summary>What the log lines of its operation have in common; empty for none.</summary>
    public string CorrelationId { get; init; } = "";
}
