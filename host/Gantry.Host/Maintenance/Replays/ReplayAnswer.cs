using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>What a request is answered when it is asked again.</summary>
/// <param name="Status">The final status; null where there is none.</param>
/// <param name="Problem">Why there is none: it could not be asked, or had too many answers; null where there is one.</param>
/// <param name="Matches">The data sets of its pending responses, in order.</param>
/// <param name="Duration">How long it took, with the association that it was asked on.</param>
internal sealed record ReplayAnswer(DimseStatus? Status, string? Problem, ImmutableArray<DicomDataSet> Matches, TimeSpan Duration)
{
    /// <summary>The status, or why there is none.</summary>
    public string StatusText => Status?.ToString() ?? Problem!;
}
