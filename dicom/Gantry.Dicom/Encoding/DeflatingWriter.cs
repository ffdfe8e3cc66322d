using System.Buffers;
using System.IO.Compression;

namespace Gantry.Dicom;

/// <summary>Deflates (RFC 1951, no zlib header) what is written to it, on its way to another writer (PS3.5 §A.5).</summary>
internal sealed class DeflatingWriter : IBufferWriter<byte>, IDisposable
{
    private readonly WriterStream _target;
    private readonly DeflateStream _deflate;
    private byte[] _buffer = new byte[65_536];
    private bool _isEmpty = true;

    public DeflatingWriter(IBufferWriter<byte> output)
    {
        _target = new WriterStream(output);
        _deflate = new DeflateStream(_target, CompressionLevel.Optimal, leaveOpen: true);
    }

    public void Advance(int count)
    {
        _deflate.Write(_buffer, 0, count);
        _isEmpty &= count == 0;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _buffer.Length)
        {
            _buffer = new byte[sizeHint];
        }

        return _buffer;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Writes the rest, and a NUL where that makes the length even.</summary>
    public void Complete()
    {
        _deflate.Dispose();
        if (_isEmpty)
        {
            _target.Write([0x03, 0x00]); // DeflateStream writes nothing at all for nothing; this is the block that ends a stream
        }

        if ((_target.WrittenBytes & 1) != 0)
        {
            _target.Write([0x00]);
        }
    }

    public void Dispose()
    {
        _deflate.Dispose();
        _target.Dispose();
    }

    private sealed class WriterStream(IBufferWriter<byte> output) : Stream
    {
        public long WrittenBytes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            output.Write(buffer);
            WrittenBytes += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
