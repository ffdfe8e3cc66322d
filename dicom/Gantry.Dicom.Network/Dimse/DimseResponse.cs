using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>What the performer of a request answers; the association makes the command set of it.</summary>
/// <param name="Status">The Status (0000,0900).</param>
public sealed record DimseResponse(DimseStatus Status)
{
    /// <summary>The data set; null for none.</summary>
    public DataSetSource? DataSet { get; init; }

    /// <summary>The Error Comment (0000,0902): ASCII, cut at 64 characters, no patient data; null for none.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>The Error ID (0000,0903); null for none.</summary>
    public ushort? ErrorId { get; init; }

    /// <summary>The Offending Elements (0000,0901).</summary>
    public ImmutableArray<Tag> OffendingElements { get; init; } = [];

    /// <summary>The numbers of sub-operations of a C-GET or C-MOVE; null for none.</summary>
    public SubOperationCounters? SubOperations { get; init; }

    /// <summary>The Affected SOP Instance UID (0000,1000) where it is not the request's: an N-CREATE that made one. Else empty.</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    /// <summary>The Attribute Identifier List (0000,1005) (PS3.7 §C.4.2, §C.5.13, §C.5.17).</summary>
    public ImmutableArray<Tag> AttributeIdentifierList { get; init; } = [];

    /// <summary>A response with the status alone.</summary>
    public static implicit operator DimseResponse(DimseStatus status) => new(status);

    /// <summary>A response with the status alone.</summary>
    public static DimseResponse FromDimseStatus(DimseStatus status) => new(status);

    /// <summary>The command set that answers a request.</summary>
    internal DimseRsp ToCommandSet(DimseRsp template)
    {
        var response = template with
        {
            Status = Status,
            ErrorComment = ErrorComment,
            ErrorId = ErrorId,
            OffendingElements = OffendingElements,
            AttributeIdentifierList = AttributeIdentifierList,
            AffectedSopInstanceUid = AffectedSopInstanceUid.IsEmpty ? template.AffectedSopInstanceUid : AffectedSopInstanceUid,
        };
        return (response, SubOperations) switch
        {
            (CGetRsp get, { } counters) => get with { SubOperations = counters },
            (CMoveRsp move, { } counters) => move with { SubOperations = counters },
            _ => response,
        };
    }
}
