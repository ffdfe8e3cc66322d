using Gantry.Contracts;

namespace Gantry.Host.Databases;

/// <summary>What was changed in the current database and not yet in the one that is kept like it: keys, not values, for what counts is how it is now.</summary>
/// <remarks>Safe for concurrent use. Memory is bounded: a kind with too many keys is looked through as a whole.</remarks>
internal sealed class ChangeBook : IDisposable
{
    private const int MostKeys = 100_000;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _some = new(0, 1);
    private Changes? _changes;

    /// <summary>How many keys wait; a kind that is looked through as a whole counts as <see cref="MostKeys"/>.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _changes is null ? 0 : _changes.Keys.Values.Sum(keys => keys.Count) + (_changes.Whole.Count * MostKeys) + _changes.Tails.Count;
            }
        }
    }

    /// <summary>Begins to write down what changes.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _changes = new Changes();
        }
    }

    /// <summary>Ends it, and forgets.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _changes = null;
        }
    }

    /// <summary>These records were changed, or may have been.</summary>
    public void Note(TransferKind kind, params IEnumerable<string> keys) => Note(changes =>
    {
        if (changes.Whole.Contains(kind))
        {
            return;
        }

        if (!changes.Keys.TryGetValue(kind, out var noted))
        {
            changes.Keys.Add(kind, noted = new HashSet<string>(StringComparer.Ordinal));
        }

        noted.UnionWith(keys);
        if (noted.Count > MostKeys)
        {
            changes.Keys.Remove(kind);
            changes.Whole.Add(kind);
        }
    });

    /// <summary>Records were added behind all others.</summary>
    public void NoteTail(TransferKind kind) => Note(changes => changes.Tails.Add(kind));

    /// <summary>Records were changed, or may have been, and nobody knows which.</summary>
    public void NoteAll(TransferKind kind) => Note(changes => changes.Whole.Add(kind));

    /// <summary>Takes what was noted so far.</summary>
    public Changes Take()
    {
        lock (_lock)
        {
            var taken = _changes ?? new Changes();
            _changes = _changes is null ? null : new Changes();
            return taken;
        }
    }

    /// <summary>Ends when something was noted, or <see cref="Wake"/> was called.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _some.WaitAsync(cancellationToken);

    /// <summary>Ends a wait.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (_some.CurrentCount == 0)
            {
                _some.Release();
            }
        }
    }

    public void Dispose() => _some.Dispose();

    private void Note(Action<Changes> note)
    {
        lock (_lock)
        {
            if (_changes is not null)
            {
                note(_changes);
                Wake();
            }
        }
    }
}

/// <summary>What was changed.</summary>
internal sealed class Changes
{
    /// <summary>The keys of records, by kind.</summary>
    public Dictionary<TransferKind, HashSet<string>> Keys { get; } = [];

    /// <summary>The kinds to which records were added behind all others.</summary>
    public HashSet<TransferKind> Tails { get; } = [];

    /// <summary>The kinds of which nobody knows what was changed.</summary>
    public HashSet<TransferKind> Whole { get; } = [];
}
