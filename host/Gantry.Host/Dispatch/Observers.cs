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

/// <summary>Tells the plugins that observe of operations, associations and requests that have ended. What an observer throws is logged and dropped.</summary>
/// <remarks>
/// They are told a little later, of all that came meanwhile: a thread that is woken for each of the operations takes longer than a short operation does, and who
/// observes has no haste. Safe for concurrent use.
/// </remarks>
internal sealed class Observers : IDisposable
{
    /// <summary>How much later they are told.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(10);
    private readonly PluginRegistry _registry;
    private readonly ILogger _logger;
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private List<Observations> _waiting = [];
    private int _untold; // those that wait, and those that are being told
    private TaskCompletionSource? _allTold;

    public Observers(PluginRegistry registry, ILogger<Observers> logger)
    {
        (_registry, _logger) = (registry, logger);
        _timer = new Timer(static observers => ((Observers)observers!).Begin(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>True where somebody observes.</summary>
    public bool AreThere => _registry.Routing.IsObserved;

    /// <summary>How an association ended, in the terms of the contracts.</summary>
    public static AssociationOutcome OutcomeOf(AssociationEndReason reason) => reason switch
    {
        AssociationEndReason.Released => AssociationOutcome.Released,
        AssociationEndReason.Rejected => AssociationOutcome.Rejected,
        AssociationEndReason.AbortedByPeer or AssociationEndReason.AbortedLocally => AssociationOutcome.Aborted,
        _ => AssociationOutcome.Broken,
    };

    /// <summary>Has them told soon of what waits there.</summary>
    public void TellSoon(Observations observations)
    {
        lock (_gate)
        {
            _untold++;
            _waiting.Add(observations);
            if (_waiting.Count == 1)
            {
                _timer.Change(Delay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>All that waited there has been told.</summary>
    public void Told()
    {
        lock (_gate)
        {
            if (--_untold == 0)
            {
                _allTold?.TrySetResult();
            }
        }
    }

    /// <summary>Tells all that waits, as long as an observer does not take too long over it.</summary>
    public async Task TellAllAsync()
    {
        Task told;
        lock (_gate)
        {
            told = _untold == 0 ? Task.CompletedTask : (_allTold ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        Begin();
        await Task.WhenAny(told, Task.Delay(PatienceAtEnd)).ConfigureAwait(false);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Tells of operations of one association, and at last of its end, which may be alone; or of requests of one connection.</summary>
    public async Task TellAsync(IReadOnlyList<object> completed)
    {
        var operations = completed.OfType<CompletedOperation>().ToList();
        if (operations.Count > 0)
        {
            await TellAsync(
                operations[0].Context.CallingAETitle,
                operations,
                operation => operation.Context.CorrelationId,
                generation => generation.Composition.CreateObservers(),
                (observer, operation, cancellationToken) => observer.OnCompletedAsync(operation, cancellationToken)).ConfigureAwait(false);
        }

        var requests = completed.OfType<CompletedWebRequest>().ToList();
        if (requests.Count > 0)
        {
            await TellAsync(
                default(AETitle),
                requests,
                request => request.CorrelationId,
                generation => generation.Composition.CreateWebObservers(),
                (observer, request, cancellationToken) => observer.OnAnsweredAsync(request, cancellationToken)).ConfigureAwait(false);
        }

        foreach (var association in completed.OfType<CompletedAssociation>())
        {
            await TellAsync(association).ConfigureAwait(false);
        }
    }

    public Task TellAsync(CompletedAssociation association) => TellAsync(
        association.CallingAETitle,
        association.AssociationId.ToString(CultureInfo.InvariantCulture),
        generation => generation.Composition.CreateAssociationObservers(),
        (observer, cancellationToken) => observer.OnEndedAsync(association, cancellationToken));

    /// <summary>Tells of operations that one peer was asked for.</summary>
    public Task TellAsync(List<CompletedInvocation> invocations) => TellAsync(
        invocations[0].RemoteAETitle,
        invocations,
        invocation => invocation.AssociationId.ToString(CultureInfo.InvariantCulture),
        generation => generation.Composition.CreateInvocationObservers(),
        (observer, invocation, cancellationToken) => observer.OnInvokedAsync(invocation, cancellationToken));

    public Task TellAsync(AdministrativeAction action) => TellAsync(
        default(AETitle),
        action.Command,
        generation => generation.Composition.CreateAdministrationObservers(),
        (observer, cancellationToken) => observer.OnActedAsync(action, cancellationToken));

    public Task TellAsync(CompleteStudy study) => TellAsync(
        study.CallingAETitle,
        study.StudyInstanceUid.Value,
        generation => generation.Composition.CreateStudyObservers(),
        (observer, cancellationToken) => observer.OnCompleteAsync(study, cancellationToken));

    public Task TellAsync(DeletedInstances deleted) => TellAsync(
        default(AETitle),
        deleted.StudyInstanceUid.Value,
        generation => generation.Composition.CreateDeletionObservers(),
        (observer, cancellationToken) => observer.OnDeletedAsync(deleted, cancellationToken));

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

    // Each on its own: a slow observer holds back what it is told of one association, nothing else.
    private void Begin()
    {
        foreach (var observations in TakeWaiting())
        {
            ThreadPool.UnsafeQueueUserWorkItem(observations, preferLocal: false);
        }
    }

    private List<Observations> TakeWaiting()
    {
        lock (_gate)
        {
            var waiting = _waiting;
            _waiting = [];
            return waiting;
        }
    }

    private Task TellAsync<T>(AETitle caller, string correlationId, Func<PluginGeneration, IReadOnlyList<Export<T>>> create, Func<T, CancellationToken, ValueTask> tell) =>
        TellAsync(caller, [correlationId], id => id, create, (observer, _, cancellationToken) => tell(observer, cancellationToken));

    private async Task TellAsync<T, TEvent>(
        AETitle caller, List<TEvent> events, Func<TEvent, string> idOf, Func<PluginGeneration, IReadOnlyList<Export<T>>> create, Func<T, TEvent, CancellationToken, ValueTask> tell)
    {
        foreach (var slot in _registry.Routing.Observers)
        {
            if (slot.Acquire(caller) is { } lease)
            {
                using (lease)
                {
                    RunningCode.Enter(lease.Generation.Running);
                    await TryAsync(lease.Generation, idOf(events[0]), () => TellAsync(lease.Generation, events, idOf, create(lease.Generation), tell)).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task TellAsync<T, TEvent>(
        PluginGeneration generation, List<TEvent> events, Func<TEvent, string> idOf, IReadOnlyList<Export<T>> observers, Func<T, TEvent, CancellationToken, ValueTask> tell)
    {
        foreach (var observer in observers)
        {
            using (observer)
            {
                foreach (var told in events)
                {
                    await TryAsync(generation, idOf(told), () => tell(observer.Value, told, generation.CancelOperations).AsTask()).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task TryAsync(PluginGeneration generation, string correlationId, Func<Task> tell)
    {
        try
        {
            await tell().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a plugin may throw anything; only the text is kept
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.ObserverThrew(generation.ToString(), correlationId, FaultText.Of(exception, _registry.LogsPatientData));
        }
    }
}
