using System.Diagnostics;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;

namespace Gantry.Host.Dispatch;

/// <summary>One association from its request to its end: takes it or rejects it, and hands its operations to the dispatcher.</summary>
internal sealed class AssociationSession(
    GantrySettings settings,
    AssociationAccess access,
    AssociationCounters counters,
    PluginRegistry registry,
    Dispatcher dispatcher,
    DimseTelemetry telemetry,
    ILogger logger,
    LooseConnection? connection = null) : IAssociationHandler
{
    private readonly AssociationTelemetry _telemetry = telemetry.Association();
    private long _id;
    private long _operations;
    private long _carried; // by the association, when the last operation ended
    private long _asked;
    private AssociationRequest? _request;
    private string _rejection = "";
    private int _proposed;
    private readonly Observations _observations = dispatcher.Observe();
    private AETitle _entered; // who has a place below the limits
    private OpenAssociation? _open;
    private VerifiedUser? _user;

    /// <summary>The clock of the check of user identities.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The dispatcher has the code of plugins run later.</summary>
    public bool ReturnsAtOnce => true;

    public async ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken)
    {
        _id = access.Associations.NewId();
        (_asked, _request) = (Stopwatch.GetTimestamp(), request);
        counters.Open();
        _proposed = request.PresentationContexts.Length;
        _telemetry.Asked(_id, request);
        if (access.Switch is { State: not ListenerState.Serving })
        {
            return Reject(request, AssociateRj.TemporaryCongestion, "an administrator has paused or stopped the port");
        }

        var grant = await access.Gate.EnterAsync(request, access.Origin, cancellationToken).ConfigureAwait(false);
        if (grant.Refusal is { } refusal)
        {
            return Reject(request, refusal.Rejection, refusal.Detail);
        }

        _entered = request.CallingAETitle;
        var identity = await new IdentityGate(settings, registry, Time, logger).CheckAsync(request, cancellationToken).ConfigureAwait(false);
        if (identity.Rejection is { } rejection)
        {
            return Reject(request, rejection, identity.Detail);
        }

        _user = identity.User;
        var routing = registry.Routing;
        if (new StorageContextGate(registry, logger).Of(request) is not { } contexts)
        {
            return Reject(request, AssociateRj.TemporaryCongestion, "which presentation contexts of storage are accepted cannot be told now");
        }

        var answer = ContextPolicy.Answer(request, routing, contexts) with { UserIdentityResponse = identity.ServerResponse };
        return access.Gate.Narrow(answer, request, access.Origin, routing, grant.Operations);
    }

    public void OnEstablished(Association association)
    {
        connection?.Leave();
        var parameters = association.Parameters;
        _open = access.Associations.Add(_id, association, access.Origin);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.AssociationEstablished(
                _id, parameters.CallingAETitle.Value, parameters.CalledAETitle.Value, Name(association.Peer), parameters.PresentationContexts.Length, _proposed);
        }
    }

    public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
    {
        await _observations.HaveRoomAsync().ConfigureAwait(false);
        VersionScope.Choose(access.Origin.TakesTrial);
        var operation = new DimseOperation(
            request, responder, _id, Interlocked.Increment(ref _operations), _user, access.Origin.Local, Interlocked.Read(ref _carried), access.Origin.Rehearsal);
        using var activity = _telemetry.Begin(operation);
        using var open = _open!.Begin(HostMetrics.Name(operation.Command), operation.SopClass, () => operation.Plugin);
        var response = Refuse(operation) ?? await dispatcher.PerformAsync(operation, cancellationToken).ConfigureAwait(false);
        HostActivities.Ended(operation, activity);
        Interlocked.Exchange(ref _carried, operation.BytesCarried);
        request.WhenResponded(() => // what is noted takes its time, and the peer need not wait for it
        {
            _telemetry.Ended(operation);
            if (operation.Rehearsal is null) // what has not been done is nothing to log, to audit or to count
            {
                _observations.Add(operation.Completed);
            }
        });
        return response;
    }

    public ValueTask OnEndedAsync(Association association, AssociationEnd end)
    {
        connection?.Enter(); // until the transport is closed
        if (_id != 0)
        {
            End(association, end);
        }

        return ValueTask.CompletedTask; // else the connection ended before it asked for an association
    }

    private void End(Association association, AssociationEnd end)
    {
        if (_open is not null)
        {
            access.Associations.Remove(_open);
        }

        if (!_entered.IsEmpty)
        {
            access.Gate.Leave(_entered, access.Origin);
        }

        counters.Close();
        _telemetry.Ended(association, end);
        if (end.IsGraceful)
        {
            LogReleased(association);
        }
        else if (end.Reason != AssociationEndReason.Rejected)
        {
            logger.AssociationBroken(
                _id, Name(association.Peer), end.Reason.ToString(), end.Detail, _operations, association.BytesReceived, association.BytesSent);
        }

        _observations.Add(Completed(association, end));
    }

    private CompletedAssociation Completed(Association association, AssociationEnd end) => new()
    {
        AssociationId = _id,
        CallingAETitle = _request!.CallingAETitle,
        CalledAETitle = _request.CalledAETitle,
        Peer = association.Peer,
        LocalEndPoint = access.Origin.Local,
        Outcome = Observers.OutcomeOf(end.Reason),
        Reason = end.IsGraceful ? "" : _rejection.Length > 0 ? _rejection : end.Detail,
        Duration = Stopwatch.GetElapsedTime(_asked),
        Operations = _operations,
        BytesReceived = association.BytesReceived,
        BytesSent = association.BytesSent,
        User = _user,
    };

    // All of it in one line, as most associations are short and there are many.
    private void LogReleased(Association association)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            var parameters = association.Parameters;
            logger.AssociationReleased(
                _id,
                parameters.CallingAETitle.Value,
                parameters.CalledAETitle.Value,
                Name(association.Peer),
                _operations,
                _open!.Age.TotalSeconds,
                parameters.PresentationContexts.Length,
                _proposed,
                association.BytesReceived,
                association.BytesSent);
        }
    }

    private AssociationAnswer Reject(AssociationRequest request, AssociateRj rejection, string detail = "")
    {
        counters.Reject();
        var reason = detail.Length == 0 ? rejection.ToString() : $"{rejection}, {detail}";
        _rejection = reason;
        _telemetry.Rejected(request, rejection.ToString());
        logger.AssociationRejected(_id, request.CallingAETitle.Value, Name(request.Peer), reason);
        return AssociationAnswer.Reject(rejection);
    }

    // What the caller may do can have changed since its contexts were accepted (PS3.7 §C.5.25).
    private DimseResponse? Refuse(DimseOperation operation)
    {
        var missing = access.Gate.Missing(operation.Request, access.Origin);
        if (missing == AccessOperations.None)
        {
            return null;
        }

        var response = new DimseResponse(DimseStatus.NotAuthorized) { ErrorComment = $"The calling AE may not {AccessOperationNames.Name(missing)}" };
        operation.Complete(response.Status, response.ErrorComment);
        return response;
    }

    private static string Name(System.Net.EndPoint? peer) => peer?.ToString() ?? "unknown";
}
