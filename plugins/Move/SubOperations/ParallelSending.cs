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
    IEnumerable<MoveDestination> destinations,
    AssociationPart part,
    Func<IRemoteAssociation, CatalogInstance, Task<DimseStatus>> perform,
    CancellationToken requested)
{
    private readonly LinkedList<CatalogInstance> _waiting = new(part.Instances);
    private readonly Stack<MoveDestination> _free = new(destinations.Where(destination => !destination.IsGivenUp));
    private readonly Dictionary<MoveDestination, int> _places = [];
    private readonly List<Task<Attempt>> _running = [];
    private readonly HashSet<Uid> _repeated = [];
    private LinkedListNode<CatalogInstance>? _suspect;

    /// <summary>Waits for the next outcome.</summary>
    /// <returns>Null where none remains; a failure without an attempt for what is left once no association is.</returns>
    /// <exception cref="OperationCanceledException">The retrieval was cancelled.</exception>
    public async Task<SubOperationOutcome?> NextAsync()
    {
        while (true)
        {
            Begin();
            if (_running.Count == 0)
            {
                requested.ThrowIfCancellationRequested();
                return Take() is { } left ? new SubOperationOutcome(left.SopInstance, DimseStatus.ProcessingFailure) : null;
            }

            if (await EndAsync().ConfigureAwait(false) is { } outcome)
            {
                return outcome;
            }
        }
    }

    /// <summary>Waits for what is under way, once the retrieval was cancelled: nothing new begins.</summary>
    /// <returns>How that ended, as far as it did.</returns>
    public async Task<IReadOnlyList<SubOperationOutcome>> SettleAsync()
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
        while (!requested.IsCancellationRequested && _waiting.First is { } first && (_running.Count == 0 || !_repeated.Contains(first.Value.SopInstance)) && _free.TryPop(out var destination))
        {
            _running.Add(AttemptAsync(destination, Take()!));
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
        var (destination, instance, status, isLost) = await ended.ConfigureAwait(false);
        GiveBack(destination);

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
    private void GiveBack(MoveDestination destination)
    {
        if (destination.IsGivenUp)
        {
            return;
        }

        _free.Push(destination);
        var places = _places.GetValueOrDefault(destination, 1);
        for (; places < destination.MaximumOperations; places++)
        {
            _free.Push(destination);
        }

        _places[destination] = places;
    }

    private async Task<Attempt> AttemptAsync(MoveDestination destination, CatalogInstance instance)
    {
        DimseStatus? status = null;
        var association = await destination.OpenAsync(part, requested).ConfigureAwait(false);
        if (association is not null)
        {
            status = await perform(association, instance).ConfigureAwait(false);
        }

        return new Attempt(destination, instance, status, association is { IsEstablished: false });
    }

    private sealed record Attempt(MoveDestination Destination, CatalogInstance Instance, DimseStatus? Status, bool IsLost);
}

/// <summary>How a sub-operation ended.</summary>
/// <param name="SopInstance">The instance.</param>
/// <param name="Status">The status that it counts as.</param>
internal readonly record struct SubOperationOutcome(Uid SopInstance, DimseStatus Status);
