namespace Gantry.Dicom.Network;

/// <summary>Asks which of the instances are to be sent, of some at a time, and passes these on in their order.</summary>
/// <param name="choose">Who is asked; null where all are to be sent.</param>
/// <param name="send">Takes one that is to be sent.</param>
/// <param name="tally">Is told of the others.</param>
internal sealed class StoreSelection(
    Func<IReadOnlyList<StoreCandidate>, CancellationToken, ValueTask<IReadOnlyList<bool>>>? choose,
    Func<StoreInstance, CancellationToken, ValueTask> send,
    StoreTally tally) : IDisposable
{
    private const int MostAsked = 64;
    private const int MostHeldBytes = 8 << 20;

    private readonly Queue<StoreInstance> _asked = [];
    private int _heldBytes;

    /// <summary>Takes the next; it is passed on, perhaps with others, or told of.</summary>
    public async ValueTask AddAsync(StoreInstance instance, CancellationToken cancellationToken)
    {
        if (choose is null)
        {
            await send(instance, cancellationToken).ConfigureAwait(false);
            return;
        }

        _asked.Enqueue(instance);
        _heldBytes += instance.HeldBytes;
        if (_asked.Count == MostAsked || _heldBytes >= MostHeldBytes)
        {
            await EndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks about those that wait to be asked about.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (_asked.Count == 0)
        {
            return;
        }

        var isWanted = await choose!([.. _asked.Select(instance => new StoreCandidate(instance))], cancellationToken).ConfigureAwait(false);
        if (isWanted.Count != _asked.Count)
        {
            throw new InvalidOperationException($"{_asked.Count} instances were asked about, and {isWanted.Count} answers were given.");
        }

        _heldBytes = 0;
        foreach (var wanted in isWanted)
        {
            var instance = _asked.Dequeue();
            if (wanted)
            {
                await send(instance, cancellationToken).ConfigureAwait(false);
                continue;
            }

            tally.Add(StoreOutcome.Of(instance, StoreResult.PassedOver));
            instance.Dispose();
        }
    }

    public void Dispose()
    {
        while (_asked.TryDequeue(out var instance))
        {
            instance.Dispose();
        }
    }
}
