using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>What a request is answered when it is asked again.</summary>
/// <param name="Status">The final status; null where there is none.</param>
/// <param name="Problem">Why there is none: it could not be asked, or had too many answers; null where there is one.</param>
/// <param name="Matches">The data sets of its pending responses, in order.</param>
/// <param name="Duration">How long it took, with the association that it was asked on.</param>
internal sealed record ReplayAnswer(DimseStatus? Status, string? Problem, ImmutableArray<DicomDataSet> Matches, TimeSpan Duration)
{
    /// <summary>The data set of the final response; empty for none.</summary>
    public DicomDataSet Response { get; init; } = DicomDataSet.Empty;

    /// <summary>The numbers of sub-operations of the final response; null for a request that has none.</summary>
    public SubOperationCounters? SubOperations { get; init; }

    /// <summary>What was sent for it, or would have been done.</summary>
    public ImmutableArray<RehearsedEffect> Effects { get; init; } = [];

    /// <summary>Why the plugin did not perform it; null where it did.</summary>
    public string? Refusal { get; init; }

    /// <summary>The status, or why there is none.</summary>
    public string StatusText => Status?.ToString() ?? Problem!;

    /// <summary>A final response without pending ones.</summary>
    public static ReplayAnswer Of(DimseStatus status) => new(status, null, [], default);

    /// <summary>No response.</summary>
    public static ReplayAnswer None(string problem) => new(null, problem, [], default);
}
