using Gantry.Contracts;

namespace Gantry.Plugins.FileStore;

/// <summary>
/// The folders of a store, each with a journal of its own: those that new instances go to, and perhaps a large one that old instances are moved to. A location is
/// the same in all of them, so that the catalog need not know which has it.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Volumes(IReadOnlyList<StoreFolder> fast, StoreFolder? large, FileThreads threads) : IDisposable
{
    private static readonly TimeSpan FreeFor = TimeSpan.FromSeconds(5);
    private readonly StoreFolder[] _all = large is null ? [.. fast] : [.. fast, large];
    private readonly ReaderWriterLockSlim _moving = new();
    private StoreFolder _next = fast[0];
    private long _chosen;

    /// <summary>Where blocking file operations run.</summary>
    public FileThreads Threads => threads;

    /// <summary>The folders that new instances go to.</summary>
    public IReadOnlyList<StoreFolder> Fast => fast;

    /// <summary>The folder for old ones; null for none.</summary>
    public StoreFolder? Large => large;

    /// <summary>The names of those that have one.</summary>
    public IReadOnlyList<string> Names { get; } = [.. (large is null ? fast : [.. fast, large]).Select(folder => folder.Name).Where(name => name.Length > 0)];

    /// <summary>The name of the folder that has an instance; null where none has, or it has no name. What is being moved is in the fast one still.</summary>
    public string? Find(InstanceLocation location) => _all.FirstOrDefault(folder => File.Exists(location.In(folder.Instances))) is { Name.Length: > 0 } found ? found.Name : null;

    /// <summary>The folder for a new instance: where most was free a moment ago.</summary>
    public StoreFolder ForNext()
    {
        var chosen = Interlocked.Read(ref _chosen);
        if (fast.Count > 1 && (chosen == 0 || TimeProvider.System.GetElapsedTime(chosen) > FreeFor)
            && Interlocked.CompareExchange(ref _chosen, TimeProvider.System.GetTimestamp(), chosen) == chosen)
        {
            Volatile.Write(ref _next, fast.MaxBy(folder => folder.FreeBytes)!);
        }

        return Volatile.Read(ref _next);
    }

    /// <summary>Opens an instance: in the fast folders first, for what is being moved is in the large one before it leaves them.</summary>
    /// <exception cref="FileNotFoundException">No folder has it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public InstanceContent Open(InstanceLocation location)
    {
        foreach (var folder in _all[..^1])
        {
            try
            {
                return StoredFile.Open(location.In(folder.Instances));
            }
            catch (FileNotFoundException)
            {
                continue;
            }
        }

        return StoredFile.Open(location.In(_all[^1].Instances));
    }

    /// <summary>Deletes an instance wherever it is, durably.</summary>
    public void Delete(InstanceLocation location)
    {
        _moving.EnterReadLock();
        try
        {
            foreach (var folder in fast)
            {
                folder.Delete(location); // where no file is, too: its journal may have one
            }

            if (large is not null && File.Exists(location.In(large.Instances)))
            {
                large.Delete(location);
            }
        }
        finally
        {
            _moving.ExitReadLock();
        }
    }

    /// <summary>Lets a copy take the place of an instance, while none is deleted.</summary>
    public void Move(Action move)
    {
        _moving.EnterWriteLock();
        try
        {
            move();
        }
        finally
        {
            _moving.ExitWriteLock();
        }
    }

    /// <summary>The locations of the instances that the catalog may have lost.</summary>
    public List<string> GetUncertain() => [.. _all.SelectMany(folder => folder.Uncertain.List())];

    /// <summary>Forgets some of them.</summary>
    public void Settle(IReadOnlySet<string> locations)
    {
        foreach (var folder in _all)
        {
            folder.Uncertain.Settle(locations);
        }
    }

    /// <summary>The names of the outermost folders of instances, in order.</summary>
    public List<string> GetParts() => [.. _all.SelectMany(folder => folder.GetParts()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The names of the folders in one of them.</summary>
    public List<string> GetFolders(string part) => [.. _all.SelectMany(folder => folder.GetFolders(part)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The locations below a folder, each once.</summary>
    /// <param name="folder">Its path relative to the folder of instances.</param>
    public HashSet<string> GetLocations(string folder) => [.. _all.SelectMany(volume => volume.GetLocations(folder))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in _all)
        {
            folder.Dispose();
        }

        _moving.Dispose();
    }
}
