using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An N-CREATE request (PS3.7 §10.3.5.1).</summary>
public sealed record NCreateRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>The Affected SOP Instance UID (0000,1000); empty where the performer is to make one, and to say it in its response.</summary>
    public required Uid AffectedSopInstanceUid { get; init; }

    /// <summary>The Attribute List; empty where the request has none. At most 4 MB.</summary>
    public required DicomDataSet AttributeList { get; init; }
}
