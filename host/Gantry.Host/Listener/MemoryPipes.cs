using System.IO.Pipelines;

namespace Gantry.Host.Listener;

/// <summary>One end of a connection in memory.</summary>
internal sealed record MemoryPipes(PipeReader Input, PipeWriter Output) : IDuplexPipe
{
    private const int SegmentLength = 131_072;

    // About as much is on its way as in the buffers of a socket.
    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: 4 * SegmentLength, resumeWriterThreshold: 2 * SegmentLength, minimumSegmentSize: SegmentLength, useSynchronizationContext: false);

    /// <summary>Both ends of a connection.</summary>
    public static (MemoryPipes Near, MemoryPipes Far) Pair()
    {
        var (there, back) = (new Pipe(Options), new Pipe(Options));
        return (new MemoryPipes(back.Reader, there.Writer), new MemoryPipes(there.Reader, back.Writer));
    }
}
