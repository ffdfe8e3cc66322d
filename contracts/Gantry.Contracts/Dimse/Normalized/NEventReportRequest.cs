using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An N-EVENT-REPORT request (PS3.7 §10.3.1.1), from a peer that is the SCP of the SOP class.</summary>
public sealed record NEventReportRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>The Affected SOP Instance UID (0000,1000).</summary>
    public required Uid AffectedSopInstanceUid { get; init; }

    /// <summary>The Event Type ID (0000,1002); 0 where the request has none, which is no event of the standard.</summary>
    public required ushort EventTypeId { get; init; }

    /// <summary>The Event Information; empty where the request has none. At most 4 MB.</summary>
    public required DicomDataSet EventInformation { get; init; }
}
