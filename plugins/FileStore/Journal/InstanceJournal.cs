using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.FileStore;

/// <summary>
/// Makes small instances durable: their bytes go one behind the other into a segment, with one sync for all that wait, and the files themselves are synced later, all
/// at once, when the segment is full and the other one takes its turn.
/// </summary>
/// <remarks>
/// Of the threads that wait the first writes for all: alone it waits for nobody. Each waits for itself, and is woken once, when it is its turn to write or its entry is done: woken all at once, they
/// would only wait again, for each other. A write or sync that fails fails those that it was for, and the segment is not used any more before it has been made anew. Safe for concurrent use.
/// </remarks>
internal sealed class InstanceJournal
{
    private const long FurtherBytes = 1 << 20; // thousands of deletions

    private static readonly TimeSpan LongestUnsettled = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestUnsettledAtEnd = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly ILogger _logger;
    private readonly JournalSegment[] _segments;
    private readonly Func<int, JournalSegment> _make;
    private readonly UnsettledEntries _unsettled = new();
    private List<JournalEntry> _waiting = [];
    private int _current;
    private int _made;
    private ulong _sequence = (ulong)DateTime.UtcNow.Ticks; // a later journal has greater numbers
    private Task? _trimming;
    private volatile bool _isGivenUp;
    private bool _isWriting;
    private bool _isClosed;

    private InstanceJournal(JournalSegment[] segments, Func<int, JournalSegment> make, ILogger logger)
    {
        (_segments, _made, _make, _logger) = (segments, segments.Length, make, logger);
        segments[0].Begin();
    }

    /// <summary>
    /// True once files could not be synced, or the catalog did not get them: the segments are kept for the next start, which writes the files anew, and instances are better synced
    /// by themselves. What is deleted is noted nevertheless, or that start would bring it back.
    /// </summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>Makes the segments.</summary>
    /// <param name="files">The file operations.</param>
    /// <param name="folder">Where the segments lie: on the file system of the instances.</param>
    /// <param name="bytes">The length of both segments together.</param>
    /// <param name="logger">Where failures go.</param>
    /// <exception cref="IOException">They cannot be made; nothing is left of them.</exception>
    public static InstanceJournal Create(StoreFiles files, string folder, long bytes, ILogger logger)
    {
        var segments = new List<JournalSegment>(2);
        try
        {
            segments.Add(Make(1, bytes / 2));
            segments.Add(Make(2, bytes / 2));
            files.SyncFolder(folder);
            files.SyncFolder(Path.GetDirectoryName(folder)!);
            return new InstanceJournal([.. segments], number => Make(number, FurtherBytes), logger);
        }
        catch
        {
            segments.ForEach(segment => segment.Remove());
            throw;
        }

        JournalSegment Make(int number, long length) => new(files, Path.Combine(folder, $"{JournalSegment.Prefix}{number}"), length);
    }

    /// <summary>Makes an instance, or its deletion, durable. Its file has its name already, or has lost it. One that is uncertain has its recovery then.</summary>
    /// <exception cref="IOException">It is not durable.</exception>
    public void Append(JournalEntry entry)
    {
        if (JoinGroup(entry) is { } group)
        {
            try
            {
                Write(CollectionsMarshal.AsSpan(group));
            }
            finally
            {
                StopWriting(); // first: the disk shall not wait for those who go on
                group.ForEach(static done => done.Wake(hasTurn: false));
            }
        }

        if (!entry.IsDone || entry.Failure is not null)
        {
            throw new IOException(entry.Failure?.Message ?? "The journal is closed.", entry.Failure?.HResult ?? 0);
        }
    }

    /// <summary>Syncs the files, so that the journal is not needed any more, and closes it.</summary>
    /// <returns>False where the files could not be synced, or the catalog may lose some of them: the segments are to be left for the next start.</returns>
    public bool Close()
    {
        lock (_gate)
        {
            _isClosed = true; // those who wait already are still written for
            while (_isWriting)
            {
                Monitor.Wait(_gate);
            }
        }

        _trimming?.Wait();
        if (!_isGivenUp)
        {
            Trim(_segments[_current], _sequence, LongestUnsettledAtEnd);
        }

        foreach (var segment in _segments)
        {
            segment.Dispose();
        }

        return !_isGivenUp;
    }

    // Whoever waits sleeps: the one that writes needs the processor.
    private List<JournalEntry>? JoinGroup(JournalEntry entry)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return null;
            }

            if (!_isWriting)
            {
                _isWriting = true;
                return [entry];
            }

            _waiting.Add(entry);
        }

        if (!entry.WaitForTurn())
        {
            return null;
        }

        lock (_gate)
        {
            (var group, _waiting) = (_waiting, []);
            return group;
        }
    }

    // It is the turn of the first of those that have come meanwhile.
    private void StopWriting()
    {
        JournalEntry? next;
        lock (_gate)
        {
            next = _waiting.FirstOrDefault();
            if (next is null)
            {
                _isWriting = false;
                Monitor.PulseAll(_gate);
            }
        }

        next?.Wake(hasTurn: true);
    }

    private void Write(Span<JournalEntry> group)
    {
        while (!group.IsEmpty)
        {
            var count = 0;
            try
            {
                if (!_segments[_current].HasRoom(group[0].Bytes))
                {
                    Rotate();
                }

                long bytes = 0;
                while (count < group.Length && _segments[_current].HasRoom(bytes + group[count].Bytes))
                {
                    bytes += group[count++].Bytes;
                }

                AddUncertain(group[..count]);
                _segments[_current].Append(group[..count], _sequence, _unsettled.SettledBefore(_sequence));
                Settle(group[..count], null);
                _sequence += (ulong)count;
            }
#pragma warning disable CA1031 // Whatever happens, those who wait are told: an entry that nobody has settled is lost.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                count = count == 0 ? group.Length : count; // nowhere to write to
                ReleaseUncertain(group[..count]);
                _logger.JournalFailed(count, exception.Message);
                Settle(group[..count], exception);
            }

            group = group[count..];
        }
    }

    private void AddUncertain(Span<JournalEntry> entries)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i].Recovery = entries[i].IsUncertain ? _unsettled.Add(_sequence + (ulong)i) : null;
        }
    }

    private static void ReleaseUncertain(Span<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            entry.Recovery?.Release();
        }
    }

    private static void Settle(Span<JournalEntry> entries, Exception? failure)
    {
        foreach (var entry in entries)
        {
            (entry.IsDone, entry.Failure) = (true, failure);
        }
    }

    private void Rotate()
    {
        _trimming?.Wait(); // on a thread of its own, never on one that may be waiting here
        if (_isGivenUp)
        {
            Lengthen();
            return;
        }

        var (full, end) = (_segments[_current], _sequence);
        _segments[1 - _current].Begin();
        _current = 1 - _current;
        _trimming = Task.Factory.StartNew(() => Trim(full, end, LongestUnsettled), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    // None of the segments may be used again: the next start needs them all.
    private void Lengthen()
    {
        var further = _make(_made + 1);
        _made++;
        further.Begin();
        _segments[_current].Dispose();
        _segments[_current] = further;
    }

    // Every file that the full segment has is in place since before it was written there. What the catalog may lose has to stay until it cannot any more.
    private void Trim(JournalSegment segment, ulong end, TimeSpan limit)
    {
        try
        {
            segment.SyncFileSystem();
            if (!_unsettled.WaitUntilSettledBefore(end, limit))
            {
                throw new IOException("The catalog has not confirmed for too long that it has instances.");
            }
        }
        catch (IOException exception)
        {
            _isGivenUp = true;
            _logger.JournalGivenUp(exception.Message);
        }
    }
}
