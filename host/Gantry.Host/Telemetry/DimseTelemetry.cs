using Gantry.Dicom;
using Gantry.Host.Remote;

namespace Gantry.Host.Telemetry;

/// <summary>Counts and traces associations and operations.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class DimseTelemetry(HostMetrics metrics, HostActivities activities, NodeStore nodes)
{
    public HostMetrics Metrics { get; } = metrics;

    public HostActivities Activities { get; } = activities;

    /// <summary>What is kept of one association.</summary>
    public AssociationTelemetry Association() => new(this);

    /// <summary>The AE title where it is one that the administrator has made known; a peer can call itself anything, and makes no more than one series.</summary>
    public string KnownAE(AETitle title) => nodes.TryGet(title, out _) ? title.Value : "other";
}
