using Microsoft.Extensions.Time.Testing;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>An acceptor on a transport in memory, with a scripted peer and a clock that stands still.</summary>
internal sealed class Acceptor : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public Acceptor(AcceptorOptions? options = null, TestHandler? handler = null, long pauseThreshold = 65_536)
    {
        Handler = handler ?? new TestHandler();
        var (near, far) = DuplexPipe.Create(pauseThreshold);
        Peer = new Peer(far);
        Run = AssociationAcceptor.RunAsync(near, null, (options ?? new AcceptorOptions()) with { TimeProvider = Clock }, Handler, _stopping.Token);
    }

    public FakeTimeProvider Clock { get; } = new();

    public TestHandler Handler { get; }

    public Peer Peer { get; }

    public Task<AssociationEnd> Run { get; }

    public void Stop() => _stopping.Cancel();

    public async Task<AssociationEnd> EndAsync() => await Run.WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await Peer.CloseAsync();
        await EndAsync();
        _stopping.Dispose();
    }
}
