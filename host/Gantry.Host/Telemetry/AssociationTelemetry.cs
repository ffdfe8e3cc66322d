using System.Diagnostics;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;

namespace Gantry.Host.Telemetry;

/// <summary>Counts and traces one association and its operations.</summary>
internal sealed class AssociationTelemetry(DimseTelemetry telemetry)
{
    private readonly Lock _lock = new();
    private Activity? _activity;
    private long _received;
    private long _sent;

    /// <summary>The association was asked for.</summary>
    public void Asked(long id, AssociationRequest request)
    {
        telemetry.Metrics.AssociationAsked(telemetry.KnownAE(request.CallingAETitle));
        _activity = telemetry.Activities.StartAssociation(id, request);
    }

    /// <summary>It was rejected.</summary>
    public void Rejected(AssociationRequest request, string reason)
    {
        telemetry.Metrics.AssociationRejected(telemetry.KnownAE(request.CallingAETitle));
        _activity?.SetStatus(ActivityStatusCode.Error, reason);
    }

    /// <summary>An operation begins; what runs until the result is disposed sees it as <see cref="Activity.Current"/>.</summary>
    public Activity? Begin(DimseOperation operation) => telemetry.Activities.StartOperation(operation, _activity);

    /// <summary>An operation has ended, and its response is on its way.</summary>
    public void Ended(DimseOperation operation)
    {
        telemetry.Metrics.OperationEnded(operation.Completed, operation.IsFault);
        Transferred(operation.Request.Association);
    }

    /// <summary>The association has ended.</summary>
    public void Ended(Association association, AssociationEnd end)
    {
        Transferred(association);
        telemetry.Metrics.AssociationEnded();
        _activity?.SetTag("gantry.association.end", end.Reason.ToString());
        if (!end.IsGraceful)
        {
            _activity?.SetStatus(ActivityStatusCode.Error, end.Detail);
        }

        _activity?.Dispose();
    }

    // What came since the last look; operations of one association may end at the same time.
    private void Transferred(Association association)
    {
        lock (_lock)
        {
            var (received, sent) = (association.BytesReceived, association.BytesSent);
            telemetry.Metrics.Transferred(received - _received, sent - _sent);
            (_received, _sent) = (received, sent);
        }
    }
}
