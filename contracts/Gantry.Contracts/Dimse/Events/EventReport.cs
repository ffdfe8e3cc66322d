using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An event to be told to a peer by N-EVENT-REPORT (PS3.7 §10.1.1).</summary>
public sealed record EventReport
{
    /// <summary>The Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>The Affected SOP Instance UID (0000,1000).</summary>
    public required Uid AffectedSopInstanceUid { get; init; }

    /// <summary>The Event Type ID (0000,1002).</summary>
    public required ushort EventTypeId { get; init; }

    /// <summary>The Event Information; null, the default, for none.</summary>
    public DicomDataSet? EventInformation { get; init; }
}
