using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Network;

/// <summary>What a socket receives, as a stream to make a pipe of. A read without memory waits for something to be read.</summary>
internal sealed class PolledStream(PolledSocket socket) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty && socket.TryReceive(buffer.Span, out var count))
        {
            return new ValueTask<int>(count);
        }

        var waiting = socket.WaitReadableAsync();
        return waiting.IsCompletedSuccessfully && buffer.IsEmpty ? waiting : ReadAsync(waiting, buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // there is one for each PDU
    private async ValueTask<int> ReadAsync(ValueTask<int> waiting, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static socket => ((PolledSocket)socket!).WakeReader(), socket);
        while (true)
        {
            await waiting.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (buffer.IsEmpty)
            {
                return 0;
            }

            if (socket.TryReceive(buffer.Span, out var count))
            {
                return count;
            }

            waiting = socket.WaitReadableAsync();
        }
    }
}
