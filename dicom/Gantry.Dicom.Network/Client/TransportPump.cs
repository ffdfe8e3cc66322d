using System.IO.Pipelines;
using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>A stream over a connected socket as two pipes, each with a task that moves its bytes.</summary>
internal sealed class TransportPump : ISocketPipes
{
    private const int SegmentLength = 131_072;

    // Whoever writes sends, and whoever receives reads on: handing a short message from thread to thread takes longer than sending it.
    private static readonly PipeOptions Options = new(
        readerScheduler: PipeScheduler.Inline,
        writerScheduler: PipeScheduler.ThreadPool,
        pauseWriterThreshold: 4 * SegmentLength,
        resumeWriterThreshold: 2 * SegmentLength,
        minimumSegmentSize: SegmentLength,
        useSynchronizationContext: false);

    private readonly Stream _stream;
    private readonly Socket _socket;
    private readonly Func<Task> _endSending;
    private readonly Pipe _received = new(Options);
    private readonly Pipe _toSend = new(Options);
    private readonly Task _receiving;
    private readonly Task _sending;

    /// <summary>Takes stream and socket over.</summary>
    /// <param name="stream">What is read and written.</param>
    /// <param name="socket">The socket below it.</param>
    /// <param name="endSending">Says, above the socket, that nothing more will be sent.</param>
    public TransportPump(Stream stream, Socket socket, Func<Task> endSending)
    {
        _stream = stream;
        _socket = socket;
        _endSending = endSending;
        _receiving = ReceiveAsync();
        _sending = SendAsync();
    }

    public PipeReader Input => _received.Reader;

    public PipeWriter Output => _toSend.Writer;

    public bool WasReset => false; // told by an exception

    public void Close(string reason) => _socket.Dispose();

    public async ValueTask DisposeAsync()
    {
        await _toSend.Writer.CompleteAsync().ConfigureAwait(false);
        await _received.Reader.CompleteAsync().ConfigureAwait(false);
        _received.Writer.CancelPendingFlush();
        await Task.WhenAny(_sending, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        _socket.Dispose();
        await Task.WhenAll(_receiving, _sending).ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                await _stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false); // memory is taken when there is something for it: who is idle holds none
                var count = await _stream.ReadAsync(_received.Writer.GetMemory(SegmentLength / 2)).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                QuickAck.Arm(_socket);
                _received.Writer.Advance(count);
                var flushed = await _received.Writer.FlushAsync().ConfigureAwait(false);
                if (flushed.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // of the socket, or of what is above it
        {
            failure = exception as IOException ?? new IOException(exception.Message, exception);
        }

        await _received.Writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var result = await _toSend.Reader.ReadAsync().ConfigureAwait(false);
                foreach (var segment in result.Buffer)
                {
                    await _stream.WriteAsync(segment).ConfigureAwait(false);
                }

                _toSend.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    await _endSending().ConfigureAwait(false);
                    _socket.Shutdown(SocketShutdown.Send);
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The receiving side sees it too, and tells; the writer sees that nobody reads.
        }

        await _toSend.Reader.CompleteAsync().ConfigureAwait(false);
    }
}
