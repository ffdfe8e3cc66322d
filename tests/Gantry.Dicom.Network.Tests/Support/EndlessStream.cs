namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>A stream of zeros without end, or one that fails after some bytes.</summary>
internal sealed class EndlessStream : Stream
{
    private long _position;

    public long FailsAfter { get; init; } = long.MaxValue;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, FailsAfter - _position);
        if (count <= 0)
        {
            throw new InvalidDataException("The disk is gone.");
        }

        buffer[..count].Clear();
        _position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new(Read(buffer.Span));
        }
        catch (InvalidDataException exception)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
