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
    /// <param name="uncertain">Keeps the instances of which the catalog has to be asked, durably, before the journals go.</param>
    /// <returns>How many entries there were.</returns>
    /// <exception cref="IOException">Not all of them could be replayed; the journals stay.</exception>
    public static int Run(IEnumerable<string> folders, string instances, StoreFiles files, Action<IReadOnlyList<string>> uncertain)
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
        var unsettled = new Dictionary<string, Unsettled>(StringComparer.Ordinal);
        using var first = new FileStream(segments[0], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete); // before the files are written: it is told what fails from now on
        foreach (var path in segments)
        {
            var folder = Path.GetDirectoryName(path)!;
            var temporary = Path.Combine(folder, "replayed.tmp");
            if (!unsettled.TryGetValue(folder, out var ofFolder))
            {
                unsettled.Add(folder, ofFolder = new Unsettled());
            }

            foreach (var record in JournalSegment.Read(path))
            {
                Perform(record, instances, temporary, files);
                ofFolder.Note(record);
                count++;
            }
        }

        if (count > 0)
        {
            files.SyncFileSystem(first);
        }

        List<string> asked = [.. unsettled.Values.SelectMany(ofFolder => ofFolder.Locations)];
        if (asked.Count > 0)
        {
            uncertain(asked);
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

    /// <summary>What a journal says of the instances that the catalog may have lost: numbers are those of one journal.</summary>
    private sealed class Unsettled
    {
        private readonly Dictionary<string, ulong> _entries = new(StringComparer.Ordinal);
        private ulong _settledBefore;

        /// <summary>The locations of those that are not settled, in their order.</summary>
        public IEnumerable<string> Locations => _entries.Where(entry => entry.Value >= _settledBefore).OrderBy(entry => entry.Value).Select(entry => entry.Key);

        public void Note(JournalRecord record)
        {
            _settledBefore = Math.Max(_settledBefore, record.SettledBefore);
            if (record.Content is null)
            {
                _entries.Remove(record.Location.Text);
            }
            else if (record.IsUncertain)
            {
                _entries[record.Location.Text] = record.Sequence;
            }
        }
    }
}
