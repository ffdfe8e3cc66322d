namespace Gantry.Dicom;

/// <summary>A part of a stream, from where it stands; it does not close the whole.</summary>
internal sealed class ValueStream(Stream whole, long length, bool ownsWhole) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Count(whole.Read(buffer[..Part(buffer.Length)]), buffer.Length);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await whole.ReadAsync(buffer[..Part(buffer.Length)], cancellationToken).ConfigureAwait(false), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsWhole)
        {
            whole.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Part(int wanted) => (int)Math.Min(wanted, length - _position);

    private int Count(int read, int wanted)
    {
        _position += read;
        return read > 0 || wanted == 0 || _position == length ? read : throw new EndOfStreamException("The file ends inside the value.");
    }
}
