using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>How much is held of what AEs with a quota have sent: counted in the catalog, and from then on as instances come; counted anew after deletions, and now and then.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Export(typeof(IDeletionObserver)), Shared]
[method: ImportingConstructor]
public sealed class HeldBytes(ExportFactory<HeldCount> counts, IPluginContext context, TimeProvider time) : IDeletionObserver
{
    // Who holds so much that it takes longer to count is let in until it is counted.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan OldestCount = TimeSpan.FromHours(6);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(30);
    private const int PauseFactor = 20; // so much longer than counting takes
    private const int MostCallers = 10_000; // a bound for memory, whatever peers call themselves

    private readonly Lock _gate = new();
    private readonly Dictionary<AETitle, Held> _held = [];

    private sealed class Held
    {
        public long Bytes { get; set; }

        public long SinceBegun { get; set; } // what has come while it is being counted

        public Task Counting { get; set; } = Task.CompletedTask;

        public bool IsStale { get; set; }

        public DateTimeOffset CountedAt { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }

    /// <summary>What is held of an AE; as much as is known where that takes long to count.</summary>
    /// <exception cref="CatalogException">The catalog cannot tell.</exception>
    internal async ValueTask<long> OfAsync(AETitle caller, CancellationToken cancellationToken)
    {
        Held held;
        lock (_gate)
        {
            if (!_held.TryGetValue(caller, out held!))
            {
                if (_held.Count >= MostCallers)
                {
                    _held.Clear();
                }

                held = _held[caller] = new Held();
                Begin(caller, held);
            }
        }

        if (!held.Counting.IsCompletedSuccessfully)
        {
            try
            {
                await held.Counting.WaitAsync(LongestWait, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return held.Bytes;
            }
            catch (CatalogException)
            {
                Forget(caller, held); // the next instance tries again
                throw;
            }
        }

        lock (_gate)
        {
            return held.Bytes;
        }
    }

    /// <summary>Takes an instance into account that is in the catalog now.</summary>
    internal void Add(AETitle caller, long bytes)
    {
        lock (_gate)
        {
            if (_held.TryGetValue(caller, out var held))
            {
                (held.Bytes, held.SinceBegun) = (held.Bytes + bytes, held.SinceBegun + bytes);
            }
        }
    }

    /// <summary>Counts anew what may have changed. One caller at a time.</summary>
    /// <exception cref="CatalogException">The catalog cannot tell.</exception>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<Task> counting = [];
        lock (_gate)
        {
            foreach (var (caller, held) in _held.Where(pair => pair.Value.Counting.IsCompleted && now >= pair.Value.NotBefore && (pair.Value.IsStale || now - pair.Value.CountedAt > OldestCount)))
            {
                Begin(caller, held);
                counting.Add(held.Counting);
            }
        }

        foreach (var one in counting)
        {
            await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask OnDeletedAsync(DeletedInstances deleted, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var held in _held.Values)
            {
                held.IsStale = true;
            }
        }

        return ValueTask.CompletedTask;
    }

    // In the lock. What comes while it is being counted may be counted twice until the next time, never left out.
    private void Begin(AETitle caller, Held held)
    {
        (held.IsStale, held.SinceBegun) = (false, 0);
        held.Counting = Task.Run(() => CountAsync(caller, held), CancellationToken.None);
    }

    private async Task CountAsync(AETitle caller, Held held)
    {
        var begun = time.GetTimestamp();
        using var count = counts.CreateExport();
        var bytes = await count.Value.OfAsync(caller, context.Stopping).ConfigureAwait(false);
        var pause = PauseFactor * time.GetElapsedTime(begun);
        lock (_gate)
        {
            held.Bytes = bytes + held.SinceBegun;
            held.CountedAt = time.GetUtcNow();
            held.NotBefore = held.CountedAt + (pause > ShortestPause ? pause : ShortestPause);
        }
    }

    private void Forget(AETitle caller, Held held)
    {
        lock (_gate)
        {
            if (_held.GetValueOrDefault(caller) == held)
            {
                _held.Remove(caller);
            }
        }
    }
}
