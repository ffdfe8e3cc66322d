using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Logging;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Dispatch;

/// <summary>Tells the plugins that observe of operations and associations that have ended. What an observer throws is logged and dropped.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Observers(PluginRegistry registry, ILogger<Observers> logger)
{
    /// <summary>True where a plugin observes anything.</summary>
    public bool AreThere => registry.Routing.Observers.Any();

    /// <summary>How an association ended, in the terms of the contracts.</summary>
    public static AssociationOutcome OutcomeOf(AssociationEndReason reason) => reason switch
    {
        AssociationEndReason.Released => AssociationOutcome.Released,
        AssociationEndReason.Rejected => AssociationOutcome.Rejected,
        AssociationEndReason.AbortedByPeer or AssociationEndReason.AbortedLocally => AssociationOutcome.Aborted,
        _ => AssociationOutcome.Broken,
    };

    public Task TellAsync(CompletedOperation operation) => TellAsync(
        operation.Context.CallingAETitle,
        operation.Context.CorrelationId,
        generation => generation.Composition.CreateObservers(),
        (observer, cancellationToken) => observer.OnCompletedAsync(operation, cancellationToken));

    public Task TellAsync(CompletedAssociation association) => TellAsync(
        association.CallingAETitle,
        association.AssociationId.ToString(CultureInfo.InvariantCulture),
        generation => generation.Composition.CreateAssociationObservers(),
        (observer, cancellationToken) => observer.OnEndedAsync(association, cancellationToken));

    public Task TellAsync(CompletedInvocation invocation) => TellAsync(
        invocation.RemoteAETitle,
        invocation.AssociationId.ToString(CultureInfo.InvariantCulture),
        generation => generation.Composition.CreateInvocationObservers(),
        (observer, cancellationToken) => observer.OnInvokedAsync(invocation, cancellationToken));

    public Task TellAsync(AdministrativeAction action) => TellAsync(
        default(AETitle),
        action.Command,
        generation => generation.Composition.CreateAdministrationObservers(),
        (observer, cancellationToken) => observer.OnActedAsync(action, cancellationToken));

    /// <summary>Tells of an association that this side had asked for; nobody waits for it.</summary>
    public void TellOfOutgoing(OpenAssociation open, AssociationEnd end)
    {
        var (association, parameters) = (open.Association, open.Association.Parameters);
        _ = Task.Run(() => TellAsync(new CompletedAssociation
        {
            AssociationId = open.Id,
            IsOutgoing = true,
            CallingAETitle = parameters.CallingAETitle,
            CalledAETitle = parameters.CalledAETitle,
            Peer = association.Peer,
            Outcome = OutcomeOf(end.Reason),
            Reason = end.IsGraceful ? "" : end.Detail,
            Duration = open.Age,
            BytesReceived = association.BytesReceived,
            BytesSent = association.BytesSent,
        }));
    }

    private async Task TellAsync<T>(AETitle caller, string correlationId, Func<PluginGeneration, IReadOnlyList<Export<T>>> create, Func<T, CancellationToken, ValueTask> tell)
    {
        foreach (var slot in registry.Routing.Observers)
        {
            if (slot.Acquire(caller) is { } lease)
            {
                using (lease)
                {
                    await TellAsync(lease.Generation, correlationId, create, tell).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task TellAsync<T>(
        PluginGeneration generation, string correlationId, Func<PluginGeneration, IReadOnlyList<Export<T>>> create, Func<T, CancellationToken, ValueTask> tell)
    {
        RunningCode.Enter(generation.Running);
        try
        {
            foreach (var observer in create(generation))
            {
                using (observer)
                {
                    await tell(observer.Value, generation.CancelOperations).ConfigureAwait(false);
                }
            }
        }
#pragma warning disable CA1031 // a plugin may throw anything; only the text is kept
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ObserverThrew(generation.ToString(), correlationId, FaultText.Of(exception, registry.LogsPatientData));
        }
    }
}
