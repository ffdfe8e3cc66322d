using System.Buffers;

namespace Gantry.Dicom;

/// <summary>A stream of the bytes it is fed; it copies what the fed memory holds only when it is read.</summary>
internal sealed class FedStream : Stream
{
    private ReadOnlySequence<byte> _input;

    /// <summary>True where it was read while it had nothing.</summary>
    public bool WasAsked { get; set; }

    /// <summary>True where nothing will be fed any more.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>The bytes read so far.</summary>
    public long TakenBytes { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gives it bytes to be read; what was fed before must have been read.</summary>
    public void Feed(in ReadOnlySequence<byte> input, bool isCompleted)
    {
        _input = input;
        IsCompleted = isCompleted;
    }

    public override int Read(Span<byte> buffer)
    {
        var part = _input.Slice(0, Math.Min(buffer.Length, _input.Length));
        part.CopyTo(buffer);
        _input = _input.Slice(part.End);
        WasAsked |= part.IsEmpty;
        TakenBytes += part.Length;
        return (int)part.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
