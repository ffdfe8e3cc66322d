using System.Buffers.Binary;
using System.Globalization;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>
/// The audit messages that are to be sent, in files of a folder, so that they outlive a repository that is away, and a restart. Bounded: what has no place is dropped and
/// counted. What was sent is forgotten when <see cref="Commit"/> says so; after a crash it may be sent again.
/// </summary>
/// <remarks>One writer and one reader at a time. A message is its length, 4 bytes little endian, and its bytes; a file that was cut short ends at its last whole message.</remarks>
internal sealed class AuditQueue : IDisposable
{
    private const int SegmentBytes = 1 << 20;
    private const int CloseBytes = 65_536;
    private const int HeaderBytes = 4;
    private const string Extension = ".audit";

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly string _positionFile;
    private readonly long _maximumBytes;
    private readonly SortedDictionary<long, long> _segments = []; // number, bytes
    private FileStream? _writing;
    private long _reading;
    private long _offset;

    public AuditQueue(string folder, long maximumBytes)
    {
        (_folder, _maximumBytes, _positionFile) = (folder, maximumBytes, Path.Combine(folder, "position"));
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                _segments.Add(number, new FileInfo(file).Length);
            }
        }

        (_reading, _offset) = ReadPosition();
        Skip();
    }

    /// <summary>The bytes on the disk.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _segments.Values.Sum();
            }
        }
    }

    /// <summary>Adds a message; when it returns, the system has it.</summary>
    /// <returns>False where there is no place.</returns>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_segments.Values.Sum() + HeaderBytes + message.Length > _maximumBytes)
            {
                return false;
            }

            if (_writing is null || _writing.Length > SegmentBytes)
            {
                _writing?.Dispose();
                var number = Math.Max(_segments.Keys.LastOrDefault(), _reading) + 1;
                _writing = Create(PathOf(number));
                _segments.Add(number, 0);
            }

            Span<byte> header = stackalloc byte[HeaderBytes];
            BinaryPrimitives.WriteInt32LittleEndian(header, message.Length);
            _writing.Write(header);
            _writing.Write(message);
            _writing.Flush();
            _segments[_segments.Keys.Last()] = _writing.Length;
            return true;
        }
    }

    /// <summary>The next messages; none where all are sent.</summary>
    public IReadOnlyList<byte[]> Peek(int maximum)
    {
        lock (_gate)
        {
            Skip();
            var messages = new List<byte[]>();
            if (!_segments.TryGetValue(_reading, out var length))
            {
                return messages;
            }

            using var file = new FileStream(PathOf(_reading), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            for (var at = _offset; messages.Count < maximum && TryRead(file, at, length) is { } message; at += HeaderBytes + message.Length)
            {
                messages.Add(message);
            }

            return messages;
        }
    }

    /// <summary>The first of what <see cref="Peek"/> gave are sent.</summary>
    public void Commit(IEnumerable<byte[]> sent)
    {
        lock (_gate)
        {
            _offset += sent.Sum(message => HeaderBytes + (long)message.Length);
            var stage = _positionFile + ".new";
            File.WriteAllText(stage, string.Create(CultureInfo.InvariantCulture, $"{_reading} {_offset}"));
            File.Move(stage, _positionFile, overwrite: true);
            if (IsWriting(_reading) && _offset > CloseBytes && _offset >= _segments[_reading])
            {
                // All is sent: what is written next begins a file, and this one takes no place any more.
                _writing!.Dispose();
                _writing = null;
            }

            Skip();
        }
    }

    public void Dispose() => _writing?.Dispose();

    // Goes to the first segment that has more, and removes those before it.
    private void Skip()
    {
        while (_segments.Count > 0)
        {
            var first = _segments.Keys.First();
            if (first > _reading)
            {
                (_reading, _offset) = (first, 0);
            }

            if (first == _reading && (HasMore(first) || IsWriting(first)))
            {
                return;
            }

            File.Delete(PathOf(first));
            _segments.Remove(first);
        }
    }

    private bool IsWriting(long segment) => _writing is not null && segment == _segments.Keys.Last();

    private bool HasMore(long segment)
    {
        using var file = new FileStream(PathOf(segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return TryRead(file, _offset, _segments[segment]) is not null;
    }

    private static byte[]? TryRead(FileStream file, long at, long end)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (at + HeaderBytes > end)
        {
            return null;
        }

        file.Position = at;
        file.ReadExactly(header);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < 0 || at + HeaderBytes + length > end)
        {
            return null;
        }

        var message = new byte[length];
        file.ReadExactly(message);
        return message;
    }

    private (long Segment, long Offset) ReadPosition()
    {
        var parts = File.Exists(_positionFile) ? File.ReadAllText(_positionFile).Split(' ') : [];
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? (segment, offset) : (0, 0);
    }

    private string PathOf(long number) => Path.Combine(_folder, number.ToString("D16", CultureInfo.InvariantCulture) + Extension);

    // It has patients' names.
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
