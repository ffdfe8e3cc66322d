using System.Buffers.Binary;
using System.IO.Compression;

namespace Gantry.Dicom.Network;

/// <summary>The bytes of a file in a ZIP archive, from front to back: no more of them than its entry says, and at the end exactly those.</summary>
internal sealed class ZipEntryStream : Stream
{
    private const uint LocalSignature = 0x0403_4B50;
    private const int LocalLength = 30;
    private const int Stored = 0;
    private const int Deflated = 8;

    private readonly ZipEntry _entry;
    private readonly Stream _content;
    private readonly Crc32 _crc = new();
    private long _position;

    private ZipEntryStream(ZipEntry entry, Stream content)
    {
        _entry = entry;
        _content = content;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens an entry; any number of them can be open at a time.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ZipEntryStream Open(string archive, ZipEntry entry)
    {
        if (entry.IsEncrypted || entry.Method is not (Stored or Deflated))
        {
            throw new IOException(entry.IsEncrypted ? "It is encrypted." : $"It is compressed by method {entry.Method}; stored and deflated can be read.");
        }

        var file = File.OpenHandle(archive);
        try
        {
            Span<byte> header = stackalloc byte[LocalLength];
            if (RandomAccess.Read(file, header, entry.Offset) < LocalLength || BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature)
            {
                throw new IOException("The archive is damaged: it is not where its directory says.");
            }

            var start = entry.Offset + LocalLength + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            var slice = new FileSlice(file, start, entry.StoredLength);
            return new ZipEntryStream(entry, entry.Method == Deflated ? new DeflateStream(slice, CompressionMode.Decompress) : slice);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var count = _content.Read(buffer);
            return buffer.IsEmpty ? count : Check(buffer[..count]);
        }
        catch (InvalidDataException exception)
        {
            throw new IOException("It is damaged: it cannot be inflated.", exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // The archive is a file: nothing is waited for but the disk.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Check(ReadOnlySpan<byte> read)
    {
        _position += read.Length;
        _crc.Append(read);
        return _position > _entry.Length ? throw new IOException("It is longer than the archive says.")
            : read.IsEmpty && (_position < _entry.Length || _crc.Value != _entry.Crc) ? throw new IOException("It is damaged: these are not the bytes that were put into the archive.")
            : read.Length;
    }
}
