using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An N-SET request (PS3.7 §10.3.3.1).</summary>
public sealed record NSetRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Requested SOP Class UID (0000,0003).</summary>
    public required Uid RequestedSopClassUid { get; init; }

    /// <summary>The Requested SOP Instance UID (0000,1001).</summary>
    public required Uid RequestedSopInstanceUid { get; init; }

    /// <summary>The Modification List: the attributes and their new values. At most 4 MB.</summary>
    public required DicomDataSet ModificationList { get; init; }
}
