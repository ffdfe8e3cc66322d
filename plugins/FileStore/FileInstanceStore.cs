using System.Composition;
using System.Runtime.CompilerServices;
using Gantry.Contracts;
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
    private StoreFolder? _folder;

    /// <summary>A store that is still to be started.</summary>
    [ImportingConstructor]
    public FileInstanceStore(IPluginContext context, ILoggerFactory loggers) : this(context, loggers, StoreFiles.ForThisSystem())
    {
    }

    internal FileInstanceStore(IPluginContext context, ILoggerFactory loggers, StoreFiles files, int? journalAfter = null)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        (_context, _files, _journalAfter, _logger) = (context, files, journalAfter, loggers.CreateLogger<FileInstanceStore>());
    }

    private StoreFolder Folder => _folder ?? throw new InvalidOperationException("The store has not been started, or was stopped.");

    /// <inheritdoc/>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        var settings = _context.ReadSettings<FileStoreSettings>();
        var path = settings.FullFolder(_context);
        var journal = new JournalSize(settings.JournalMebibytes << 20);
        journal = _journalAfter is { } after ? journal with { After = after } : journal;
        var threads = new FileThreads(settings.Threads);
        try
        {
            _folder = await threads.RunAsync(() => new StoreFolder(path, _files, threads, journal, _logger), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            threads.Dispose();
            throw;
        }

        _logger.Started(path, settings.Threads);
        if (!_files.SyncsFolders)
        {
            _logger.DurabilityLimited();
        }
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _folder, null) is { } folder)
        {
            await folder.Threads.RunAsync(folder.Dispose, CancellationToken.None).ConfigureAwait(false);
            folder.Threads.Dispose();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IInstanceWriter>(new FileInstanceWriter(Folder, description, FileHeader.Of(description)));
    }

    /// <inheritdoc/>
    public async ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken)
    {
        if (!TryParse(location, out var parsed))
        {
            throw new FileNotFoundException("There is no instance at the location.");
        }

        var folder = Folder;
        return await folder.Threads.RunAsync(() => StoredFile.Open(parsed.In(folder.Instances)), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string location, CancellationToken cancellationToken)
    {
        if (!TryParse(location, out var parsed))
        {
            return;
        }

        var folder = Folder;
        await folder.Threads.RunAsync(() => folder.Delete(parsed), cancellationToken).ConfigureAwait(false);
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
    public async ValueTask<IReadOnlyList<string>> GetPartsAsync(CancellationToken cancellationToken)
    {
        var folder = Folder;
        return await folder.Threads.RunAsync(folder.GetParts, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> EnumerateAsync(string part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Folder;
        foreach (var inner in await folder.Threads.RunAsync(() => folder.GetFolders(part), cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in await folder.Threads.RunAsync(() => folder.GetLocations(inner), cancellationToken).ConfigureAwait(false))
            {
                yield return location;
            }
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
