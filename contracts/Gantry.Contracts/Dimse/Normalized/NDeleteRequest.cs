using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An N-DELETE request (PS3.7 §10.3.6.1).</summary>
public sealed record NDeleteRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Requested SOP Class UID (0000,0003).</summary>
    public required Uid RequestedSopClassUid { get; init; }

    /// <summary>The Requested SOP Instance UID (0000,1001).</summary>
    public required Uid RequestedSopInstanceUid { get; init; }
}
