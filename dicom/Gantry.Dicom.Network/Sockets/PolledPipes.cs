using System.IO.Pipelines;
using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>A socket as two pipes without a task or a buffer between: who reads receives, and who flushes sends.</summary>
internal sealed class PolledPipes : ISocketPipes
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 65_536, minimumReadSize: 4_096, leaveOpen: true, useZeroByteReads: true);

    private readonly PolledSocket _socket;
    private readonly PipelinedWriter? _pipelined;

    public PolledPipes(Socket socket, TransportOptions options)
    {
        _socket = new PolledSocket(socket, options.Scheduler, options.Ended);
        _pipelined = options.MaximumUnsentBytes > 0 ? new PipelinedWriter(_socket, options.MaximumUnsentBytes, options.Pool) : null;
        Input = PipeReader.Create(new PolledStream(_socket), ReaderOptions);
        Output = _pipelined as PipeWriter ?? new PolledWriter(_socket);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public bool WasReset => _socket.WasReset;

    public void Close(string reason) => _socket.Close(reason);

    // What has gone to the system is sent by it.
    public async ValueTask DisposeAsync()
    {
        if (_pipelined is not null)
        {
            _pipelined.Complete();
            await _pipelined.EndAsync().ConfigureAwait(false);
            _socket.EndInOrder();
        }

        _socket.Close("The connection was closed.");
    }
}
