using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Plugins.Watching;

/// <summary>
/// Loads the plugin folders at the start, and afterwards those that come or change. File events are only a hint to look sooner; what counts is a look
/// through the folder every few seconds, and a folder is loaded when it has been quiet.
/// </summary>
internal sealed class PluginFolderWatcher(GantrySettings settings, PluginRegistry registry, TimeProvider time, ILogger<PluginFolderWatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _hint = new(0, 1);

    /// <summary>Loads every folder there is, one after the other, what others need before these: so that nothing waits for what is about to come.</summary>
    public async Task LoadAllAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.PluginFolder);
        DropInExchange.Recover(settings.PluginFolder);
        var folders = Folders().Select(path => new Found(path, PluginFolder.TryReadManifest(path, settings.FolderPolicy)));
        foreach (var (path, _) in DependencyOrder.Of(folders, folder => folder.Manifest?.Provides ?? [], folder => folder.Manifest?.Requires ?? []))
        {
            var seen = _seen[path] = new Seen(Fingerprint(path), time.GetTimestamp()) { IsLoaded = true };
            await TryLoadAsync(path, seen, cancellationToken).ConfigureAwait(false);
        }
    }

    public override void Dispose()
    {
        _hint.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.WatchPlugins)
        {
            return;
        }

        using var events = Watch();
        while (!stoppingToken.IsCancellationRequested)
        {
            await _hint.WaitAsync(Interval, stoppingToken).ConfigureAwait(false);
            await Task.Delay(Breath, time, stoppingToken).ConfigureAwait(false); // a copy raises events by the hundred
            try
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                logger.WatchFailed(exception.Message); // a folder that vanished under the enumeration, for example
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var folders = Folders().ToList();
        foreach (var gone in _seen.Keys.Except(folders).ToList())
        {
            _seen.Remove(gone);
            registry.FolderGone(gone);
            foreach (var refused in _seen.Values.Where(seen => seen.IsRefused))
            {
                refused.IsLoaded = false; // what stood in its way may be what is gone
            }
        }

        foreach (var folder in folders)
        {
            var fingerprint = Fingerprint(folder);
            if (!_seen.TryGetValue(folder, out var seen) || seen.Fingerprint != fingerprint)
            {
                _seen[folder] = new Seen(fingerprint, time.GetTimestamp());
            }
            else if (!seen.IsLoaded && time.GetElapsedTime(seen.Since) >= Quiet)
            {
                seen.IsLoaded = true;
                await TryLoadAsync(folder, seen, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task TryLoadAsync(string folder, Seen seen, CancellationToken cancellationToken)
    {
        try
        {
            await registry.LoadAsync(folder, again: false, options: null, cancellationToken).ConfigureAwait(false);
            seen.IsRefused = false;
        }
        catch (PluginRefusedException)
        {
            seen.IsRefused = true; // the registry has logged it, and shows it to the administrator
        }
    }

    // A folder that cannot be looked into does not keep the others from being looked at; loading it says why.
    private static FolderFingerprint Fingerprint(string folder)
    {
        try
        {
            return FolderFingerprint.Of(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    // A link to nothing or to a file is listed, too: somebody meant it to be a plugin.
    private IEnumerable<string> Folders() => new DirectoryInfo(settings.PluginFolder).EnumerateFileSystemInfos()
        .Where(entry => !entry.Name.StartsWith('.') && (entry is DirectoryInfo || entry.LinkTarget is not null))
        .Select(entry => entry.FullName).Order(StringComparer.Ordinal);

    private FileSystemWatcher? Watch()
    {
        try
        {
            return MakeWatcher();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.WatchFailed(exception.Message); // the system has a limit on watchers; looking every few seconds is enough
            return null;
        }
    }

    private FileSystemWatcher MakeWatcher()
    {
        var watcher = new FileSystemWatcher(settings.PluginFolder) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => Hint();
        watcher.Changed += (_, _) => Hint();
        watcher.Renamed += (_, _) => Hint();
        watcher.Deleted += (_, _) => Hint();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Hint()
    {
        try
        {
            _hint.Release();
        }
        catch (SemaphoreFullException)
        {
            return; // a look is due already
        }
    }

    private sealed record Found(string Path, PluginManifest? Manifest);

    private sealed record Seen(FolderFingerprint Fingerprint, long Since)
    {
        public bool IsLoaded { get; set; }

        public bool IsRefused { get; set; }
    }
}
