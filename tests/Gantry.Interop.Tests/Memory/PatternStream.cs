namespace Gantry.Interop.Tests;

/// <summary>A stream of a head and then as many bytes as wanted, made while they are read.</summary>
internal sealed class PatternStream(byte[] head, long tailBytes) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; } = head.Length + tailBytes;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The byte at a place of the tail: the same in every stream, different from its neighbours.</summary>
    public static byte At(long tailPosition) => (byte)(tailPosition ^ (tailPosition >> 13));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Length - _position);
        for (var i = 0; i < count; i++)
        {
            var position = _position + i;
            buffer[i] = position < head.Length ? head[position] : At(position - head.Length);
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
