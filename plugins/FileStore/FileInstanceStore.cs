using System.Composition;
using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.FileStore;

/// <summary>Keeps each instance as a Part 10 file (PS3.10 §7), in folders by study.</summary>
[Export(typeof(IInstanceStore))]
[Export(typeof(IPartitionedInstanceStore))]
[Export(typeof(IPluginLifecycle))]
[Shared]
public sealed class FileInstanceStore : IInstanceStore, IPartitionedInstanceStore, IPluginLifecycle
{
    private readonly IPluginContext _context;
    private readonly StoreFiles _files;
    private readonly int? _journalAfter;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private Volumes? _volumes;
    private Task _tiering = Task.CompletedTask;

    /// <summary>A store that is still to be started.</summary>
    [ImportingConstructor]
    public FileInstanceStore(IPluginContext context, TimeProvider time, ILoggerFactory loggers) : this(context, time, loggers, StoreFiles.ForThisSystem())
    {
    }

    internal FileInstanceStore(IPluginContext context, TimeProvider time, ILoggerFactory loggers, StoreFiles files, int? journalAfter = null)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        (_context, _time, _files, _journalAfter, _logger) = (context, time, files, journalAfter, loggers.CreateLogger<FileInstanceStore>());
    }

    internal Volumes Volumes => _volumes ?? throw new InvalidOperationException("The store has not been started, or was stopped.");

    /// <inheritdoc/>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        var settings = _context.ReadSettings<FileStoreSettings>();
        var threads = new FileThreads(settings.Threads);
        try
        {
            _volumes = await threads.RunAsync(() => Open(settings, threads), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            threads.Dispose();
            throw;
        }

        foreach (var folder in _volumes.Fast)
        {
            _logger.Started(folder.Instances, settings.Threads);
        }

        if (!_files.SyncsFolders)
        {
            _logger.DurabilityLimited();
        }

        if (_volumes.Large is not null)
        {
            _tiering = Task.Run(() => new Tiering(_volumes, settings, _time, _logger).RunAsync(_context.Stopping), CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _tiering.ConfigureAwait(false);
        if (Interlocked.Exchange(ref _volumes, null) is { } volumes)
        {
            await volumes.Threads.RunAsync(volumes.Dispose, CancellationToken.None).ConfigureAwait(false);
            volumes.Threads.Dispose();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IInstanceWriter>(new FileInstanceWriter(Volumes.ForNext(), description, FileHeader.Of(description)));
    }

    /// <inheritdoc/>
    public async ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken)
    {
        if (!TryParse(location, out var parsed))
        {
            throw new FileNotFoundException("There is no instance at the location.");
        }

        var volumes = Volumes;
        return await volumes.Threads.RunNearAsync(() => volumes.Open(parsed), SocketThreads.MayBlock, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string location, CancellationToken cancellationToken)
    {
        if (!TryParse(location, out var parsed))
        {
            return;
        }

        var volumes = Volumes;
        await volumes.Threads.RunAsync(() => volumes.Delete(parsed), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in await GetPartsAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var location in EnumerateAsync(part, cancellationToken).ConfigureAwait(false))
            {
                yield return location;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ListUncertainAsync(CancellationToken cancellationToken)
    {
        var volumes = Volumes;
        return await volumes.Threads.RunAsync(volumes.GetUncertain, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask SettleAsync(IReadOnlyCollection<string> locations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(locations);
        var volumes = Volumes;
        await volumes.Threads.RunAsync(() => volumes.Settle(locations.ToHashSet(StringComparer.Ordinal)), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> GetVolumesAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Volumes.Names);

    /// <inheritdoc/>
    public async ValueTask<string?> FindVolumeAsync(string location, CancellationToken cancellationToken)
    {
        if (!TryParse(location, out var parsed))
        {
            return null;
        }

        var volumes = Volumes;
        return await volumes.Threads.RunAsync(() => volumes.Find(parsed), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> GetPartsAsync(CancellationToken cancellationToken)
    {
        var volumes = Volumes;
        return await volumes.Threads.RunAsync(volumes.GetParts, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> EnumerateAsync(string part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var volumes = Volumes;
        foreach (var inner in await volumes.Threads.RunAsync(() => volumes.GetFolders(part), cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in await volumes.Threads.RunAsync(() => volumes.GetLocations(inner), cancellationToken).ConfigureAwait(false))
            {
                yield return location;
            }
        }
    }

    private Volumes Open(FileStoreSettings settings, FileThreads threads)
    {
        var journal = new JournalSize(settings.JournalMebibytes << 20);
        journal = _journalAfter is { } after ? journal with { After = after } : journal;
        var opened = new List<StoreFolder>();
        try
        {
            var main = new NamedFolder(NamedFolder.Main, settings.FullFolder(_context));
            NamedFolder[] further = [.. settings.Volumes.Select(volume => NamedFolder.Parse(volume))];
            var large = settings.LargeVolume.Length == 0 ? null : NamedFolder.Parse(settings.LargeVolume, NamedFolder.Large);
            NamedFolder.CheckNames([main, .. further, .. large is null ? Array.Empty<NamedFolder>() : [large]]);
            opened.Add(Make(main));
            foreach (var volume in further)
            {
                opened.Add(Make(Marked(volume)));
            }

            return new Volumes(opened, large is null ? null : Make(Marked(large)), threads);
        }
        catch
        {
            opened.ForEach(folder => folder.Dispose());
            throw;
        }

        StoreFolder Make(NamedFolder volume) => new(volume.Folder, _files, threads, journal, settings.Layout, _logger) { Name = volume.Name };

        NamedFolder Marked(NamedFolder volume)
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(volume.Folder));
            VolumeMark.Check(path, _context.DataFolder);
            return volume with { Folder = path };
        }
    }

    private bool TryParse(string location, out InstanceLocation parsed)
    {
        var isOurs = InstanceLocation.TryParse(location, out parsed);
        if (!isOurs)
        {
            _logger.ForeignLocation(location?.Length ?? 0);
        }

        return isOurs;
    }
}
