namespace Gantry.Plugins.FileStore;

/// <summary>Writes the files anew that a journal has, which a store that died has left behind.</summary>
/// <remarks>
/// All of them, whatever stands under their names: what a file shows may be in memory alone, or be all that a power failure has left of it. The entries are in the
/// order of the operations, so what was deleted stays deleted.
/// </remarks>
internal static class JournalReplay
{
    /// <summary>Replays all journals in the folders, makes the files durable, and takes the journals away.</summary>
    /// <param name="folders">Where dead stores wrote.</param>
    /// <param name="instances">The folder of instances.</param>
    /// <param name="files">The file operations.</param>
    /// <returns>How many entries there were.</returns>
    /// <exception cref="IOException">Not all of them could be replayed; the journals stay.</exception>
    public static int Run(IEnumerable<string> folders, string instances, StoreFiles files)
    {
        // By their first number; those without an entry last, for there is nothing in them.
        var segments = folders
            .SelectMany(folder => Directory.GetFiles(folder, JournalSegment.Prefix + "*"))
            .OrderBy(path => JournalSegment.Read(path).Select(record => (ulong?)record.Sequence).FirstOrDefault() ?? ulong.MaxValue)
            .ToList();
        if (segments.Count == 0)
        {
            return 0;
        }

        var count = 0;
        using var first = new FileStream(segments[0], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete); // before the files are written: it is told what fails from now on
        foreach (var path in segments)
        {
            var temporary = Path.Combine(Path.GetDirectoryName(path)!, "replayed.tmp");
            foreach (var record in JournalSegment.Read(path))
            {
                Perform(record, instances, temporary, files);
                count++;
            }
        }

        if (count > 0)
        {
            files.SyncFileSystem(first);
        }

        // The oldest first: a later one that is left alone says again what is true.
        foreach (var path in segments)
        {
            files.Delete(path);
        }

        return count;
    }

    private static void Perform(JournalRecord record, string instances, string temporary, StoreFiles files)
    {
        var path = record.Location.In(instances);
        if (record.Content is not { } content)
        {
            files.Delete(path);
            return;
        }

        foreach (var folder in record.Location.Folders)
        {
            files.CreateFolder(Path.Combine(instances, folder));
        }

        files.Delete(temporary);
        using (var file = files.Create(temporary))
        {
            files.Write(file, content.Span);
        }

        File.SetLastWriteTimeUtc(temporary, record.Time);
        files.Rename(temporary, path);
    }
}
