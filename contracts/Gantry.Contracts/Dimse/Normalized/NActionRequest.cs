using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An N-ACTION request (PS3.7 §10.3.4.1).</summary>
public sealed record NActionRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Requested SOP Class UID (0000,0003).</summary>
    public required Uid RequestedSopClassUid { get; init; }

    /// <summary>The Requested SOP Instance UID (0000,1001).</summary>
    public required Uid RequestedSopInstanceUid { get; init; }

    /// <summary>The Action Type ID (0000,1008); 0 where the request has none, which is no action of the standard.</summary>
    public required ushort ActionTypeId { get; init; }

    /// <summary>The Action Information; empty where the request has none. At most 4 MB.</summary>
    public required DicomDataSet ActionInformation { get; init; }
}
