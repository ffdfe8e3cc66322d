using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.FileStore;

/// <summary>The store's folder: <c>instances</c>, and <c>incoming</c> on the same file system for what is being written.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DurableFolders _durable;
    private readonly IncomingFolder _incoming;
    private readonly LateJournal _journal;
    private readonly ILogger _logger;
    private readonly string _root;

    /// <summary>Opens the folder, making it where it is absent.</summary>
    public StoreFolder(string root, StoreFiles files, FileThreads threads, JournalSize journal, StoreLayout layout, ILogger logger)
    {
        (Files, Threads, Layout, _root, _logger) = (files, threads, layout, root, logger);
        Instances = Path.Combine(root, "instances");
        var incoming = Path.Combine(root, "incoming");
        Uncertain = new UncertainInstances(root, files);
        files.CreateFolder(root);
        files.CreateFolder(Instances);
        files.CreateFolder(incoming);
        files.SyncFolder(root);
        var leftOvers = IncomingFolder.RemoveLeftOvers(incoming, Salvage);
        if (leftOvers > 0)
        {
            logger.LeftOversRemoved(leftOvers, incoming);
        }

        _incoming = IncomingFolder.Create(incoming, files);
        _durable = new DurableFolders(files, Instances);
        _journal = new LateJournal(_incoming.Path, files, threads, journal, logger);
    }

    /// <summary>The name of the volume; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The file operations.</summary>
    public StoreFiles Files { get; }

    /// <summary>Where blocking file operations run.</summary>
    public FileThreads Threads { get; }

    /// <summary>The folder that locations are relative to.</summary>
    public string Instances { get; }

    /// <summary>How the folders of new instances are named.</summary>
    public StoreLayout Layout { get; }

    /// <summary>The instances that the catalog may have lost.</summary>
    public UncertainInstances Uncertain { get; }

    /// <summary>The bytes that are free on its disk.</summary>
    public long FreeBytes => Files.FreeBytes(_root);

    /// <summary>How full its disk is, in percent.</summary>
    public double FullPercent => 100 - (100.0 * Files.FreeBytes(_root) / Files.TotalBytes(_root));

    /// <summary>Creates a file to write to.</summary>
    public TemporaryFile CreateTemporary()
    {
        var path = _incoming.NewPath();
        return new(Files.Create(path), path);
    }

    /// <summary>Makes a written file durable under its final name, and closes it.</summary>
    /// <remarks>
    /// Renamed before it is flushed: one commit of the file system's journal then carries both. After a power failure a short file may stand under
    /// its final name; it was never acknowledged, and no catalog lists it.
    /// </remarks>
    public void Place(TemporaryFile file, InstanceLocation location)
    {
        var path = location.In(Instances);
        Rename(file.Path, path, location);
        try
        {
            Files.SyncFile(file.Stream);
            Files.SyncFolder(Path.GetDirectoryName(path)!);
        }
        catch (IOException)
        {
            Discard(new TemporaryFile(file.Stream, path));
            throw;
        }

        file.Stream.Dispose();
    }

    /// <summary>Gives a small file its final name, where whoever reads finds it, and makes it durable by the journal; closes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="location">Where it shall be.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="isUncertain">True where the next start has to tell of it, unless it is settled before.</param>
    /// <returns>What settles it; null where nothing has to.</returns>
    public UnsettledEntry? PlaceSmall(TemporaryFile file, InstanceLocation location, ReadOnlyMemory<byte> content, bool isUncertain)
    {
        if (_journal.ForNext() is not { } journal)
        {
            Place(file, location);
            return null;
        }

        var path = location.In(Instances);
        RenameOnly(file.Path, path, location);
        var entry = new JournalEntry(location, content, isUncertain);
        try
        {
            journal.Append(entry);
        }
        catch (IOException)
        {
            Discard(new TemporaryFile(file.Stream, path));
            throw;
        }

        file.Stream.Dispose();
        return entry.Recovery;
    }

    /// <summary>Closes and deletes a file that is not wanted.</summary>
    public void Discard(TemporaryFile file)
    {
        try
        {
            file.Stream.Dispose();
            Files.Delete(file.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.DiscardFailed(exception.Message);
        }
    }

    /// <summary>Deletes an instance, durably: what was deleted must not come back with the next power failure.</summary>
    public void Delete(InstanceLocation location)
    {
        var path = location.In(Instances);
        Files.Delete(path);
        _journal.ForDeletion?.Append(new JournalEntry(location, null)); // which may say that it is there
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            Files.SyncFolder(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>The names of the outermost folders of instances, in order.</summary>
    public List<string> GetParts() =>
        [.. Directory.EnumerateDirectories(Instances).Select(path => Path.GetFileName(path)).Where(InstanceLocation.IsPart).Order(StringComparer.Ordinal)];

    /// <summary>The folders in one of them, relative to that of instances; none where there is no such folder.</summary>
    public IEnumerable<string> GetFolders(string part) => InstanceLocation.IsPart(part) && Directory.Exists(Path.Combine(Instances, part))
        ? Directory.EnumerateDirectories(Path.Combine(Instances, part)).Select(path => Path.GetRelativePath(Instances, path))
        : [];

    /// <summary>The locations below a folder; none where there is no such folder.</summary>
    public List<string> GetLocations(string folder) => !Directory.Exists(Path.Combine(Instances, folder)) ? [] :
    [
        .. Directory.EnumerateFiles(Path.Combine(Instances, folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Instances, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(location => InstanceLocation.TryParse(location, out _)),
    ];

    /// <summary>What to tell whoever stores, and the administrator, of a failed file operation.</summary>
    public IOException Failure(Exception cause)
    {
        // ENOSPC and EDQUOT of Linux and macOS, ERROR_DISK_FULL of Windows.
        var isFull = cause.HResult is 28 or 122 or 69 or unchecked((int)0x8007_0070);
        var reason = isFull ? "The instance store's disk is full." : $"The instance store cannot write: {cause.Message}";
        _logger.StoreFailed(reason);
        return new IOException(reason, cause);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _incoming.IsKept = !_journal.Close();
        _incoming.Dispose();
    }

    private void Salvage(IReadOnlyCollection<string> folders)
    {
        var replayed = JournalReplay.Run(folders, Instances, Files, Uncertain.Add);
        if (replayed > 0)
        {
            _logger.JournalReplayed(replayed, Instances);
        }
    }

    // The folders need not be durable: the journal has the location.
    private void RenameOnly(string from, string to, InstanceLocation location)
    {
        try
        {
            Files.Rename(from, to);
        }
        catch (DirectoryNotFoundException)
        {
            foreach (var folder in location.Folders)
            {
                Files.CreateFolder(Path.Combine(Instances, folder));
            }

            Files.Rename(from, to);
        }
    }

    private void Rename(string from, string to, InstanceLocation location)
    {
        _durable.Ensure(location);
        try
        {
            Files.Rename(from, to);
        }
        catch (DirectoryNotFoundException)
        {
            // An administrator took the folder away since it was last seen.
            _durable.Forget(location);
            _durable.Ensure(location);
            Files.Rename(from, to);
        }
    }
}
