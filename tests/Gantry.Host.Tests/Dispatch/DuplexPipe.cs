using System.IO.Pipelines;

namespace Gantry.Host.Tests.Dispatch;

/// <summary>One end of a connection in memory.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe
{
    public static (DuplexPipe One, DuplexPipe Other) Pair()
    {
        var (there, back) = (new Pipe(), new Pipe());
        return (new DuplexPipe(back.Reader, there.Writer), new DuplexPipe(there.Reader, back.Writer));
    }
}
