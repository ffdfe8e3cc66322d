using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>How a <see cref="SocketTransport"/> works. Only where the system has epoll: elsewhere it makes no difference.</summary>
public sealed record TransportOptions
{
    /// <summary>
    /// Who goes on with what has come: <see cref="PipeScheduler.Inline"/> is the quickest, where nothing that goes on there ever blocks, as other sockets are waited for by the same few
    /// threads; <see cref="SocketThreads.Scheduler"/> where it may. The thread pool by default.
    /// </summary>
    public PipeScheduler Scheduler { get; init; } = PipeScheduler.ThreadPool;

    /// <summary>
    /// How many bytes wait at most while another thread sends: of an answer that is long, the rest is written meanwhile. The first 64 KiB of it go at once; and to flush to a peer that
    /// is gone does not throw. 0, the default, where who flushes sends.
    /// </summary>
    public int MaximumUnsentBytes { get; init; }

    /// <summary>Where the memory for these comes from.</summary>
    public MemoryPool<byte> Pool { get; init; } = MemoryPool<byte>.Shared;

    /// <summary>
    /// Is told once where the peer has closed its side or the connection is lost, whether anybody reads or not; what was sent before may still be read. It may come from any thread, even before the
    /// transport is made, and may not block. Null, the default, for nobody.
    /// </summary>
    public Action? Ended { get; init; }
}
