using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Logging;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Dispatch;

/// <summary>Hands each operation to the one handler registered for it, on a lease of the handler's current generation.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Dispatcher(PluginRegistry registry, OperationWatch watch, RetrievalBook retrievals, Observers observers, ILogger<Dispatcher> logger)
{
    private readonly record struct Outcome(DimseResponse Response, bool IsFault = false);

    /// <summary>Performs the operation. Whatever a plugin does, there is an answer.</summary>
    public async ValueTask<DimseResponse> PerformAsync(DimseOperation operation, CancellationToken cancellationToken)
    {
        var response = operation.Command == DimseCommand.CEcho
            ? DimseStatus.Success
            : await FindHandlerAsync(operation, cancellationToken).ConfigureAwait(false);
        operation.Complete(response.Status, response.ErrorComment);
        Log(operation, response);
        return response;
    }

    /// <summary>Where the observers are told of an association and its operations.</summary>
    public Observations Observe() => new(observers);

    private async ValueTask<DimseResponse> FindHandlerAsync(DimseOperation operation, CancellationToken cancellationToken)
    {
        if (Route(operation) is not { } route)
        {
            return Unserved(operation);
        }

        using var scope = CallerScope.Begin(operation.Context.CallingAETitle);
        if (route.Slot.Acquire(operation.Context.CallingAETitle) is not { } lease)
        {
            return Unavailable(operation, "The plugin for this is not loaded");
        }

        var generation = lease.Generation;
        operation.Plugin = $"{generation.Manifest.Id} {generation.Manifest.Version}";
        if (route.Slot.IsPaused)
        {
            lease.Dispose();
            return Unavailable(operation, $"{generation.Manifest.Id} is paused by an administrator");
        }

        if (!generation.Quarantine.Admits())
        {
            lease.Dispose();
            return Unavailable(operation, $"{generation.Manifest.Id} is in quarantine after faults");
        }

        if (operation.Rehearsal is { } rehearsal && !CanRehearse(operation, generation))
        {
            lease.Dispose();
            rehearsal.Refuse($"{generation.Manifest.Id} {generation.Manifest.Version} does not say that it can be rehearsed.");
            return Unavailable(operation, "The plugin cannot be rehearsed");
        }

        operation.Retrieval = operation.Command is DimseCommand.CMove or DimseCommand.CGet && operation.Rehearsal is null ? retrievals.Begin(operation) : null;
        var outcome = await PerformAsync(operation, lease, cancellationToken).ConfigureAwait(false);
        if (operation.Retrieval is { } retrieval)
        {
            retrievals.End(retrieval, outcome.Response);
        }

        operation.IsFault = outcome.IsFault;
        foreach (var used in scope.Providers.Append(generation))
        {
            used.Health.Note(
                operation.Command.ToString(), outcome.Response.Status.Class == DimseStatusClass.Failure, outcome.IsFault && used == generation, operation.Age);
        }

        return outcome.Response;
    }

    // What only reads does no harm.
    private static bool CanRehearse(DimseOperation operation, PluginGeneration generation) =>
        operation.Command is DimseCommand.CFind or DimseCommand.CGet || generation.Composition.Handler(operation.Command, operation.ServedSopClass) is { Metadata.Rehearses: true };

    private HandlerRoute? Route(DimseOperation operation)
    {
        var routing = registry.Routing;
        if (routing.Find(operation.Command, operation.SopClass) is { } route)
        {
            return route;
        }

        var general = ExtendedNegotiation.Related(
            operation.SopClass,
            operation.Request.Association.Parameters.CommonExtendedNegotiations,
            uid => routing.Find(operation.Command, uid) is not null);
        if (general.IsEmpty)
        {
            return null;
        }

        operation.TreatAs(general);
        return routing.Find(operation.Command, general);
    }

    // The plugin's code runs beside: where it hangs, even on its first line, its operation is given up and the association goes on.
    private async ValueTask<Outcome> PerformAsync(DimseOperation operation, Lease lease, CancellationToken cancellationToken)
    {
        var running = watch.Begin(operation, lease.Generation, cancellationToken);
        var performing = PerformBesideAsync(operation, lease.Generation, running);
        if (await Task.WhenAny(performing, running.Abandoned).ConfigureAwait(false) == performing)
        {
            running.Dispose();
            lease.Dispose();
            return await performing.ConfigureAwait(false);
        }

        var generation = lease.Generation;
        logger.OperationAbandoned(operation.Context.CorrelationId, generation.ToString());
        generation.Abandon(performing);
        Fault(generation, "an operation that does not end");
        _ = performing.ContinueWith(
            _ =>
            {
                running.Dispose();
                lease.Dispose();
            },
            TaskScheduler.Default);
        return new Outcome(
            new DimseResponse(DimseStatus.ProcessingFailure) { ErrorComment = $"{generation.Manifest.Id} did not end the operation" }, IsFault: true);
    }

    // Whoever called goes on before the plugin does, on whatever thread that is.
    private async Task<Outcome> PerformBesideAsync(DimseOperation operation, PluginGeneration generation, RunningOperation running)
    {
        await SocketThreads.Yield();
        return await PerformAsync(operation, generation, running).ConfigureAwait(false);
    }

    private async Task<Outcome> PerformAsync(DimseOperation operation, PluginGeneration generation, RunningOperation running)
    {
        using var rehearsal = RehearsalScope.Begin(operation.Rehearsal);
        RunningCode.Enter(generation.Running);
        try
        {
            var response = generation.Composition.Handler(operation.Command, operation.ServedSopClass) is { } handler
                ? await HandlerCalls.CallAsync(handler, operation, running.Token).ConfigureAwait(false)
                : Unavailable(operation, "The plugin for this was just replaced"); // and the new one no longer serves the SOP class
            generation.Quarantine.Succeeded();
            return new Outcome(response);
        }
        catch (ServiceUnavailableException missing)
        {
            generation.Quarantine.Succeeded(); // no fault of this plugin's, nor are those that follow
            return new Outcome(Unavailable(operation, missing.Message));
        }
        catch (DicomEncodingException)
        {
            generation.Quarantine.Succeeded();
            return new Outcome(new DimseResponse(operation.Command >= DimseCommand.NEventReport ? DimseStatus.ProcessingFailure : DimseStatus.CannotUnderstand)
            {
                ErrorComment = "The data set cannot be decoded",
            });
        }
        catch (OperationCanceledException) when (running.IsToEnd)
        {
            generation.Quarantine.Succeeded();
            return new Outcome(operation.Context.CancellationReason() == CancellationReason.PeerCancelled
                ? DimseStatus.Cancel
                : Unavailable(operation, "The server ended the operation"));
        }
        catch (AssociationException)
        {
            generation.Quarantine.Succeeded(); // the peer is gone: nobody reads the answer
            return new Outcome(Unavailable(operation, "The association was lost"));
        }
#pragma warning disable CA1031 // an exception of a plugin is a bug of the plugin's; it becomes text here, for the object would hold its load context
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.HandlerThrew(operation.Context.CorrelationId, operation.Command.ToString(), operation.Plugin!, FaultText.Of(exception, registry.LogsPatientData));
            Fault(generation, FaultText.Short(exception, registry.LogsPatientData));
            return new Outcome(
                new DimseResponse(DimseStatus.ProcessingFailure) { ErrorComment = $"{generation.Manifest.Id} threw {exception.GetType().Name}" }, IsFault: true);
        }
    }

    private void Fault(PluginGeneration generation, string fault)
    {
        if (generation.Quarantine.Faulted(fault) is { } until)
        {
            logger.PluginQuarantined(generation.ToString(), until, generation.Quarantine.Faults);
        }
    }

    // A SOP class that is served by other services is not an unknown one (PS3.7 §C.5.6, §C.5.20, §C.5.23).
    private DimseResponse Unserved(DimseOperation operation)
    {
        var isNService = operation.Command >= DimseCommand.NEventReport;
        return operation.Command == DimseCommand.None || (isNService && registry.Routing.Find(operation.SopClass).Any())
            ? new DimseResponse(DimseStatus.UnrecognizedOperation) { ErrorComment = "Not a service of this SOP class" }
            : new DimseResponse(isNService ? DimseStatus.NoSuchSopClass : DimseStatus.SopClassNotSupported) { ErrorComment = "No plugin serves this SOP class" };
    }

    // What a peer may try again later, in the words of each service (PS3.4 §B.2.3, §C.4.1.1.4, §C.4.2.1.5).
    private static DimseResponse Unavailable(DimseOperation operation, string comment) => new(operation.Command switch
    {
        DimseCommand.CMove or DimseCommand.CGet => DimseStatus.OutOfResourcesForSubOperations,
        DimseCommand.CStore or DimseCommand.CFind => DimseStatus.OutOfResources,
        _ => DimseStatus.ResourceLimitation,
    })
    {
        ErrorComment = comment,
    };

    private void Log(DimseOperation operation, DimseResponse response)
    {
        var plugin = operation.Plugin ?? "the host";
        if (response.Status.Class is DimseStatusClass.Failure or DimseStatusClass.Warning or DimseStatusClass.Unknown)
        {
            logger.OperationFailed(
                operation.Context.CorrelationId, operation.Command.ToString(), plugin, response.Status.ToString(), response.ErrorComment ?? "no comment");
        }
        else
        {
            logger.OperationEnded(operation.Context.CorrelationId, operation.Command.ToString(), plugin, response.Status.ToString());
        }
    }
}
