using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A C-MOVE request (PS3.7 §9.3.4.1).</summary>
public sealed record CMoveRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Affected SOP Class UID (0000,0002): the information model.</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>The Move Destination (0000,0600).</summary>
    public required AETitle MoveDestination { get; init; }

    /// <summary>The identifier: the level and the unique keys.</summary>
    public required DicomDataSet Identifier { get; init; }
}
