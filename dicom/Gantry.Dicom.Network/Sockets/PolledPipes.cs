using System.IO.Pipelines;
using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>A socket as two pipes without a task or a buffer between: who reads receives, and who flushes sends.</summary>
internal sealed class PolledPipes : ISocketPipes
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 65_536, minimumReadSize: 4_096, leaveOpen: true, useZeroByteReads: true);

    private readonly PolledSocket _socket;

    public PolledPipes(Socket socket, PipeScheduler scheduler)
    {
        _socket = new PolledSocket(socket, scheduler);
        Input = PipeReader.Create(new PolledStream(_socket), ReaderOptions);
        Output = new PolledWriter(_socket);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public bool WasReset => _socket.WasReset;

    public void Close(string reason) => _socket.Close(reason);

    // What was flushed is the system's, which sends it.
    public ValueTask DisposeAsync()
    {
        _socket.Close("The connection was closed.");
        return ValueTask.CompletedTask;
    }
}
