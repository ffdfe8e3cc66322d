using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A C-FIND request (PS3.7 §9.3.2.1).</summary>
public sealed record CFindRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Affected SOP Class UID (0000,0002): the information model.</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>The identifier: the query level and the keys.</summary>
    public required DicomDataSet Identifier { get; init; }
}
