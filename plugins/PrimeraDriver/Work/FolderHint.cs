using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Tells when something changes in the job folder. Shares of other computers tell nothing, or not all: it is a hint, and the folder is looked at all the same.</summary>
/// <remarks>One caller at a time.</remarks>
internal sealed class FolderHint(Action changed, ILogger logger) : IDisposable
{
    private FileSystemWatcher? _watcher;
    private string _path = "";

    /// <summary>Watches a folder in place of the one before, where that is another.</summary>
    public void Watch(string path)
    {
        if (path == _path || path.Length == 0 || !Directory.Exists(path))
        {
            return;
        }

        Dispose();
        _path = path;
        try
        {
            _watcher = Make(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            logger.NotWatched(failure.Message);
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _watcher = null;
        _path = "";
    }

    private FileSystemWatcher Make(string path)
    {
        var watcher = new FileSystemWatcher(path) { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
