namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Writes to another stream, and asks every 16 MB whether that is still wanted: a DVD over a slow share takes minutes.</summary>
/// <param name="output">Where to; the caller's to dispose.</param>
/// <param name="goesOn">Throws where it is not wanted any more.</param>
internal sealed class CheckedStream(Stream output, Action goesOn) : Stream
{
    private const int Interval = 16 << 20;
    private long _left = Interval;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => output.Length;

    public override long Position
    {
        get => output.Position;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        output.Write(buffer);
        _left -= buffer.Length;
        if (_left <= 0)
        {
            _left = Interval;
            goesOn();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => output.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
