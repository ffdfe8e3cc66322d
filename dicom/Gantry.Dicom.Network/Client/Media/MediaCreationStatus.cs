using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>How far a peer is with media (PS3.4 §S.3.2.4).</summary>
/// <param name="ExecutionStatus">Execution Status (2100,0020): IDLE, PENDING, CREATING, DONE or FAILURE; empty where the peer does not say.</param>
/// <param name="ExecutionStatusInfo">Execution Status Info (2100,0030): NORMAL, QUEUED, OUT_OF_SUPPLIES and so on; empty where the peer does not say.</param>
public sealed record MediaCreationStatus(string ExecutionStatus, string ExecutionStatusInfo)
{
    /// <summary>Total Number of Pieces of Media Created (2200,000B); null where the peer does not say.</summary>
    public int? PiecesCreated { get; init; }

    /// <summary>The instances that are not on the media, Failed SOP Sequence (0008,1198), with the Failure Reason.</summary>
    public ImmutableArray<CommitmentFailure> Failed { get; init; } = [];

    /// <summary>All that the peer answered.</summary>
    public DicomDataSet Attributes { get; init; } = DicomDataSet.Empty;

    /// <summary>True once nothing more will happen: DONE or FAILURE.</summary>
    public bool IsFinal => ExecutionStatus is "DONE" or "FAILURE";

    internal static MediaCreationStatus Read(DicomDataSet attributes) => new(attributes.GetString(Tags.ExecutionStatus) ?? "", attributes.GetString(Tags.ExecutionStatusInfo) ?? "")
    {
        PiecesCreated = attributes.GetInt32(Tags.TotalNumberOfPiecesOfMediaCreated),
        Failed = [.. SopReference.Read(attributes, Tags.FailedSOPSequence).Select(failed => new CommitmentFailure(failed.Reference, (ushort)(failed.Item.GetInt32(Tags.FailureReason) ?? 0)))],
        Attributes = attributes,
    };
}
