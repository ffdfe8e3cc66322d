using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>A connected TCP socket as two pipes.</summary>
/// <remarks>TCP_NODELAY is set, and TCP_QUICKACK armed after each receive. Each direction has one user at a time.</remarks>
public sealed class SocketTransport : IDuplexPipe, IAsyncDisposable
{
    private const int SegmentLength = 131_072;

    private static readonly PipeOptions Options = new(
        readerScheduler: PipeScheduler.ThreadPool,
        writerScheduler: PipeScheduler.ThreadPool,
        pauseWriterThreshold: 4 * SegmentLength,
        resumeWriterThreshold: 2 * SegmentLength,
        minimumSegmentSize: SegmentLength,
        useSynchronizationContext: false);

    private readonly Socket _socket;
    private readonly Pipe _received = new(Options);
    private readonly Pipe _toSend = new(Options);
    private readonly Task _receiving;
    private readonly Task _sending;

    /// <summary>Takes a connected socket over, which is closed with the transport.</summary>
    public SocketTransport(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
        _socket.NoDelay = true;
        RemoteEndPoint = socket.RemoteEndPoint;
        _receiving = ReceiveAsync();
        _sending = SendAsync();
    }

    /// <summary>The peer's address.</summary>
    public EndPoint? RemoteEndPoint { get; }

    /// <inheritdoc/>
    public PipeReader Input => _received.Reader;

    /// <inheritdoc/>
    public PipeWriter Output => _toSend.Writer;

    /// <summary>Connects, and takes the connection over.</summary>
    /// <exception cref="SocketException">There is no connection to be had.</exception>
    public static async Task<SocketTransport> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return new SocketTransport(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends what was written, where <see cref="Output"/> was completed and the peer takes it within a second; then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _toSend.Writer.CompleteAsync().ConfigureAwait(false);
        await _received.Reader.CompleteAsync().ConfigureAwait(false);
        _received.Writer.CancelPendingFlush();
        await Task.WhenAny(_sending, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        _socket.Dispose();
        await Task.WhenAll(_receiving, _sending).ConfigureAwait(false);
    }

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                var count = await _socket.ReceiveAsync(_received.Writer.GetMemory(SegmentLength / 2), SocketFlags.None).ConfigureAwait(false);
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
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            failure = new IOException(exception.Message, exception);
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
                    for (var rest = segment; !rest.IsEmpty;)
                    {
                        rest = rest[await _socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
                    }
                }

                _toSend.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    _socket.Shutdown(SocketShutdown.Send);
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The receiving side sees it too, and tells; the writer sees that nobody reads.
        }

        await _toSend.Reader.CompleteAsync().ConfigureAwait(false);
    }
}
