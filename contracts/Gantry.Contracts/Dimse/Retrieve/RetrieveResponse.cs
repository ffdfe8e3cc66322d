using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>The final response of C-MOVE or C-GET.</summary>
public sealed record RetrieveResponse : FinalResponse
{
    /// <summary>A response with a status; without counters where no sub-operation was counted.</summary>
    public RetrieveResponse(DimseStatus status, SubOperations? subOperations = null) : base(status) => SubOperations = subOperations;

    /// <summary>The counters; the host sends Remaining only with Cancel (PS3.7 §9.1.4.1.7). Values above 65,535 are sent as 65,535.</summary>
    public SubOperations? SubOperations { get; init; }

    /// <summary>The Failed SOP Instance UID List (0008,0058).</summary>
    public ImmutableArray<Uid> FailedSopInstanceUids { get; init; } = [];
}
