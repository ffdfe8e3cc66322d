using System.Diagnostics;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;

namespace Gantry.Host.Telemetry;

/// <summary>
/// The host's spans: one for each association, and one within it for each operation, which plugins see as <see cref="Activity.Current"/>. They exist whether
/// or not anything exports them, so that the spans of plugins and of whatever they call belong together.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class HostActivities : IDisposable
{
    public const string SourceName = "Gantry.Host";

    private readonly ActivitySource _source = new(SourceName);
    private readonly ActivityListener _listener;

    public HostActivities()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, _source),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Begins the span of an association. It is not the caller's current one: the receive loop has no end that it could belong to.</summary>
    public Activity? StartAssociation(long id, AssociationRequest request)
    {
        var current = Activity.Current;
        var activity = _source.StartActivity("association", ActivityKind.Server, default(ActivityContext));
        Activity.Current = current;
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("gantry.association.id", id);
            activity.SetTag("dicom.calling_ae", request.CallingAETitle.Value);
            activity.SetTag("dicom.called_ae", request.CalledAETitle.Value);
            activity.SetTag("network.peer.address", request.Peer?.ToString());
        }

        return activity;
    }

    /// <summary>Begins the span of an operation, and makes it the current one.</summary>
    public Activity? StartOperation(DimseOperation operation, Activity? association)
    {
        var activity = _source.StartActivity(HostMetrics.Name(operation.Command), ActivityKind.Server, association?.Context ?? default);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("gantry.correlation_id", operation.Context.CorrelationId);
            activity.SetTag("gantry.association.id", operation.Context.AssociationId);
            activity.SetTag("dicom.message_id", (int)operation.Context.MessageId);
            activity.SetTag("dicom.sop_class", operation.SopClass.Value);
        }

        return activity;
    }

    /// <summary>Notes how an operation ended, and ends its span.</summary>
    public static void Ended(DimseOperation operation, Activity? activity)
    {
        if (activity is { IsAllDataRequested: true })
        {
            var completed = operation.Completed;
            activity.SetTag("gantry.plugin", completed.Plugin ?? "host");
            activity.SetTag("dicom.status", completed.Status.ToString());
            activity.SetTag("dicom.pending_responses", completed.PendingResponses);
            if (completed.Status.Class == DimseStatusClass.Failure)
            {
                activity.SetStatus(ActivityStatusCode.Error, completed.Status.ToString());
            }
        }

        activity?.Dispose();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }
}
