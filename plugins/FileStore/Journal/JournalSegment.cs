using System.Buffers;
using System.Security.Cryptography;

namespace Gantry.Plugins.FileStore;

/// <summary>One file of the journal, as long as it will ever be and written with zeros before it is used.</summary>
/// <remarks>
/// Overwriting blocks that have been written changes neither the file's length nor its extents, so that fdatasync has no more to do than the bytes: 2 times what appending
/// allows. Used by one thread at a time.
/// </remarks>
internal sealed class JournalSegment : IDisposable
{
    /// <summary>What the names of segments begin with.</summary>
    public const string Prefix = "journal-";

    private const int ZeroBytes = 1 << 20;

    private readonly StoreFiles _files;
    private readonly string _path;
    private readonly long _bytes;
    private FileStream _file;
    private ulong _lap;
    private long _offset;

    /// <summary>Makes the file, durably. The folder's entry is for the caller.</summary>
    public JournalSegment(StoreFiles files, string path, long bytes)
    {
        (_files, _path, _bytes) = (files, path, bytes);
        _file = Create();
    }

    /// <summary>True once a write or a sync has failed: what the kernel says of this file is not to be believed any more.</summary>
    public bool IsSuspect { get; private set; }

    /// <summary>Begins from the start; what was in it is known to be durable elsewhere.</summary>
    public void Begin()
    {
        if (IsSuspect)
        {
            Remove();
            _file = Create();
            _files.SyncFolder(Path.GetDirectoryName(_path)!);
            IsSuspect = false;
        }

        _lap = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        _offset = 0;
    }

    /// <summary>True where so many bytes more fit.</summary>
    public bool HasRoom(long bytes) => !IsSuspect && _offset + bytes <= _bytes;

    /// <summary>Writes entries and makes them durable, with one sync.</summary>
    /// <param name="entries">They fit.</param>
    /// <param name="sequence">The number of the first.</param>
    /// <param name="settledBefore">What was uncertain before this number is settled.</param>
    /// <exception cref="IOException">They are not known to be durable; the segment is suspect from now on.</exception>
    public void Append(ReadOnlySpan<JournalEntry> entries, ulong sequence, ulong settledBefore)
    {
        var parts = new List<ReadOnlyMemory<byte>>(entries.Length * 3);
        var bytes = 0L;
        foreach (var entry in entries)
        {
            new JournalRecord(_lap, sequence++, entry.Time, entry.Location, entry.Content, entry.IsUncertain, settledBefore).AddTo(parts);
            bytes += entry.Bytes;
        }

        try
        {
            _files.WriteAt(_file, _offset, parts);
            _files.SyncData(_file);
        }
        catch
        {
            IsSuspect = true;
            throw;
        }

        _offset += bytes;
    }

    /// <summary>Makes durable what lies in the files of the file system, those that the entries speak of among them.</summary>
    /// <exception cref="IOException">Some of it could not be written, now or since the segment was opened.</exception>
    public void SyncFileSystem() => _files.SyncFileSystem(_file);

    /// <summary>Reads the entries of a segment in order, as far as they are what was written.</summary>
    /// <param name="path">The segment's file.</param>
    public static IEnumerable<JournalRecord> Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[JournalRecord.HeaderBytes];
        var buffer = ArrayPool<byte>.Shared.Rent(JournalRecord.MaximumContent * 2);
        try
        {
            JournalRecord? last = null;
            long offset = 0;
            while (RandomAccess.Read(file, header, offset) == header.Length && JournalRecord.RestOf(header) is var rest and >= 0)
            {
                var bytes = buffer.AsMemory(0, rest);
                if (RandomAccess.Read(file, bytes.Span, offset + header.Length) != rest || !JournalRecord.TryRead(header, bytes, out var record)
                    || (last is { } before && (record.Lap != before.Lap || record.Sequence != before.Sequence + 1)))
                {
                    yield break;
                }

                yield return record;
                last = record;
                offset += JournalRecord.BytesOf(record.Location, record.Content?.Length ?? 0);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Closes the file and deletes it.</summary>
    public void Remove()
    {
        _file.Dispose();
        _files.Delete(_path);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private FileStream Create()
    {
        var file = _files.Create(_path);
        try
        {
            ReadOnlyMemory<byte> zeros = new byte[ZeroBytes];
            for (long offset = 0; offset < _bytes; offset += ZeroBytes)
            {
                _files.WriteAt(file, offset, [zeros[..(int)Math.Min(ZeroBytes, _bytes - offset)]]);
            }

            _files.SyncFile(file);
            return file;
        }
        catch
        {
            file.Dispose();
            _files.Delete(_path);
            throw;
        }
    }
}
