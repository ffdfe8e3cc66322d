using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move;

/// <summary>
/// Sends the instances of a part over several associations at a time. Whoever counts drives it: one outcome after the other, and nothing new begins before it
/// was taken.
/// </summary>
/// <remarks>
/// What the peer had no room for, or lost the association with, is sent once more when all else has been, one at a time: of several that were on their way when the
/// association was lost the first is the last to be repeated, for it is likely what the peer could not bear. An association that cannot be opened is done without
/// as long as there is another; one with an asynchronous operations window has several on their way.
/// </remarks>
internal sealed class ParallelSending(
    IEnumerable<ISendingRoute> routes,
    AssociationPart part,
    SubOperation perform,
    CancellationToken requested)
{
    private readonly LinkedList<CatalogInstance> _waiting = new(part.Instances);
    private readonly Stack<ISendingRoute> _free = new(routes.Where(route => !route.IsGivenUp).SelectMany(route => Enumerable.Repeat(route, route.MaximumOperations)));
    private readonly Dictionary<ISendingRoute, int> _places = routes.ToDictionary(route => route, route => route.MaximumOperations);
    private readonly List<Task<Attempt>> _running = [];
    private readonly HashSet<Uid> _repeated = [];
    private LinkedListNode<CatalogInstance>? _suspect;

    /// <summary>Sends them all, and counts.</summary>
    /// <param name="counters">Counts.</param>
    /// <param name="progress">Tells the requestor between two outcomes.</param>
    /// <param name="wait">Waits for an outcome, and may tell the requestor meanwhile.</param>
    /// <exception cref="OperationCanceledException">The retrieval was cancelled; what was under way then is counted, as far as it ended.</exception>
    public async Task RunAsync(RetrievalCounters counters, RetrievalProgress progress, Func<Task<SubOperationOutcome?>, SubOperations, Task<SubOperationOutcome?>> wait)
    {
        try
        {
            while (await wait(NextAsync(), counters.Now).ConfigureAwait(false) is { } outcome)
            {
                counters.Count(outcome);
                await progress.AdvanceAsync(counters.Now, requested).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var outcome in await SettleAsync().ConfigureAwait(false))
            {
                counters.Count(outcome);
            }
        }
    }

    /// <summary>Waits for the next outcome.</summary>
    /// <returns>Null where none remains; a failure without an attempt for what is left once no association is.</returns>
    /// <exception cref="OperationCanceledException">The retrieval was cancelled.</exception>
    private async Task<SubOperationOutcome?> NextAsync()
    {
        while (true)
        {
            Begin();
            if (_running.Count == 0)
            {
                requested.ThrowIfCancellationRequested();
                return Take() is { } left ? new SubOperationOutcome(left.SopInstance, DimseStatus.ProcessingFailure) { WasAttempted = false } : null;
            }

            if (await EndAsync().ConfigureAwait(false) is { } outcome)
            {
                return outcome;
            }
        }
    }

    /// <summary>Waits for what is under way, once the retrieval was cancelled: nothing new begins.</summary>
    /// <returns>How that ended, as far as it did.</returns>
    private async Task<IReadOnlyList<SubOperationOutcome>> SettleAsync()
    {
        var outcomes = new List<SubOperationOutcome>();
        while (_running.Count > 0)
        {
            try
            {
                if (await EndAsync().ConfigureAwait(false) is { } outcome)
                {
                    outcomes.Add(outcome);
                }
            }
            catch (OperationCanceledException) when (requested.IsCancellationRequested)
            {
                continue; // it was cut short and counts as one that remains
            }
        }

        return outcomes;
    }

    private void Begin()
    {
        while (!requested.IsCancellationRequested && _waiting.First is { } first && (_running.Count == 0 || !_repeated.Contains(first.Value.SopInstance)) && _free.TryPop(out var route))
        {
            _running.Add(AttemptAsync(route, Take()!, _waiting.First?.Value));
        }
    }

    private CatalogInstance? Take()
    {
        var first = _waiting.First?.Value;
        if (first is not null)
        {
            _waiting.RemoveFirst();
        }

        return first;
    }

    // Null for an attempt that does not count.
    private async Task<SubOperationOutcome?> EndAsync()
    {
        var ended = _running.Count == 1 ? _running[0] : await Task.WhenAny(_running).ConfigureAwait(false);
        _running.Remove(ended);
        var (route, instance, status, isLost) = await ended.ConfigureAwait(false);
        GiveBack(route);

        if (status is not { } known)
        {
            _waiting.AddFirst(instance);
            return null;
        }

        if ((isLost || known.Code is >= 0xA700 and <= 0xA7FF) && !requested.IsCancellationRequested && _repeated.Add(instance.SopInstance))
        {
            Repeat(instance, isLost);
            return null;
        }

        return new SubOperationOutcome(instance.SopInstance, known);
    }

    private void Repeat(CatalogInstance instance, bool isLost)
    {
        if (isLost && _suspect?.List is not null)
        {
            _waiting.AddBefore(_suspect, instance);
            return;
        }

        var last = _waiting.AddLast(instance);
        _suspect = isLost ? last : _suspect;
    }

    // As often as instances may be on their way to it, once it has said how many.
    private void GiveBack(ISendingRoute route)
    {
        if (route.IsGivenUp)
        {
            return;
        }

        _free.Push(route);
        for (; _places[route] < route.MaximumOperations; _places[route]++)
        {
            _free.Push(route);
        }
    }

    private async Task<Attempt> AttemptAsync(ISendingRoute route, CatalogInstance instance, CatalogInstance? next)
    {
        DimseStatus? status = null;
        var sender = await route.OpenAsync(part, requested).ConfigureAwait(false);
        if (sender is not null)
        {
            status = await perform(sender, instance, next).ConfigureAwait(false);
        }

        return new Attempt(route, instance, status, sender is IRemoteAssociation { IsEstablished: false });
    }

    private sealed record Attempt(ISendingRoute Route, CatalogInstance Instance, DimseStatus? Status, bool IsLost);
}

/// <summary>Sends an instance.</summary>
/// <param name="sender">On which association.</param>
/// <param name="instance">The instance.</param>
/// <param name="next">The one that is likely to follow it; null for none.</param>
/// <returns>The status that it counts as.</returns>
internal delegate Task<DimseStatus> SubOperation(IInstanceSender sender, CatalogInstance instance, CatalogInstance? next);

/// <summary>How a sub-operation ended.</summary>
/// <param name="SopInstance">The instance.</param>
/// <param name="Status">The status that it counts as.</param>
internal readonly record struct SubOperationOutcome(Uid SopInstance, DimseStatus Status)
{
    /// <summary>False where there was no association to send it on.</summary>
    public bool WasAttempted { get; init; } = true;
}
