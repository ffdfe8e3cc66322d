using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>The final response of an operation: its status and what PS3.7 Annex C lets it say besides.</summary>
public record FinalResponse
{
    /// <summary>The longest Error Comment, in characters (PS3.7 §C.4.1).</summary>
    public const int MaximumErrorCommentLength = 64;

    /// <summary>A response with a status and nothing else.</summary>
    public FinalResponse(DimseStatus status) => Status = status;

    /// <summary>A response with a status and an Error Comment.</summary>
    public FinalResponse(DimseStatus status, string errorComment) : this(status) => ErrorComment = errorComment;

    /// <summary>The Status (0000,0900); never a pending one.</summary>
    public DimseStatus Status { get; init; }

    /// <summary>The Error Comment (0000,0902): ASCII, cut at 64 characters by the host, no patient data; null for none.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>The Offending Elements (0000,0901).</summary>
    public ImmutableArray<Tag> OffendingElements { get; init; } = [];

    /// <summary>A response with the status alone.</summary>
    public static implicit operator FinalResponse(DimseStatus status) => new(status);

    /// <summary>A response with the status alone.</summary>
    public static FinalResponse FromDimseStatus(DimseStatus status) => new(status);
}
