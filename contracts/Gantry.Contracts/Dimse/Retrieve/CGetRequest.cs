using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A C-GET request (PS3.7 §9.3.3.1).</summary>
public sealed record CGetRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Affected SOP Class UID (0000,0002): the information model.</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>The identifier: the level and the unique keys.</summary>
    public required DicomDataSet Identifier { get; init; }

    /// <summary>Sends on the requestor's association, in the reverse role; owned by the host.</summary>
    public required IInstanceSender Requestor { get; init; }
}
