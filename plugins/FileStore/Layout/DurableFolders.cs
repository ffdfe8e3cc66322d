using System.Collections.Concurrent;

namespace Gantry.Plugins.FileStore;

/// <summary>Folders whose own entries are known to be on the disk.</summary>
/// <remarks>
/// A file is durable only if every folder above it is. A folder found to exist may have been made a moment ago by another instance of the same study
/// whose sync is still under way, so what counts is whether the sync was seen to end. Safe for concurrent use.
/// </remarks>
internal sealed class DurableFolders(StoreFiles files, string root)
{
    private const int MaximumRemembered = 20_000;

    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    /// <summary>Makes the folders of a location exist, durably.</summary>
    public void Ensure(InstanceLocation location)
    {
        var parent = root;
        foreach (var folder in location.Folders)
        {
            var path = Path.Combine(root, folder);
            if (!_durable.ContainsKey(folder))
            {
                files.CreateFolder(path);
                files.SyncFolder(parent);
                Remember(folder);
            }

            parent = path;
        }
    }

    /// <summary>Forgets the folders of a location: somebody took one away.</summary>
    public void Forget(InstanceLocation location)
    {
        foreach (var folder in location.Folders)
        {
            _durable.TryRemove(folder, out _);
        }
    }

    private void Remember(string folder)
    {
        // Forgetting costs a sync, remembering every study ever seen would cost memory for ever.
        if (_durable.Count >= MaximumRemembered)
        {
            _durable.Clear();
        }

        _durable[folder] = true;
    }
}
