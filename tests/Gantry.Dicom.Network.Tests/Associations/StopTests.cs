using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.Associations;

public sealed class StopTests
{
    [Fact]
    public async Task Without_operations_a_stop_aborts_at_once()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        acceptor.Stop();
        await acceptor.Peer.ExpectAbortAsync(0, 0);
        await acceptor.Peer.CloseAsync();
        Assert.Equal(AssociationEndReason.AbortedLocally, (await acceptor.EndAsync()).Reason);
    }

    [Fact]
    public async Task Before_the_association_a_stop_closes()
    {
        await using var acceptor = new Acceptor();
        acceptor.Stop();
        await acceptor.Peer.ExpectCloseAsync();
    }

    [Fact]
    public async Task A_stop_does_not_wait_long_for_a_peer_that_does_not_close()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        acceptor.Stop();
        await acceptor.Peer.ExpectAbortAsync(0, 0);
        acceptor.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(acceptor.Run.IsCompleted);
        acceptor.Clock.Advance(TimeSpan.FromSeconds(1.5));
        await acceptor.Peer.ExpectCloseAsync();
    }

    [Fact]
    public async Task An_operation_ends_before_a_stop_aborts()
    {
        var (begun, proceed) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (_, _, _) =>
            {
                begun.SetResult();
                await proceed.Task;
                return DimseStatus.Success;
            },
        });
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(Start().Command(1, EchoRq()));
        await begun.Task;
        acceptor.Stop();
        proceed.SetResult();
        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
        await acceptor.Peer.ExpectAbortAsync(0, 0);
    }

    [Fact]
    public async Task An_operation_that_does_not_end_is_cancelled_when_the_time_is_over()
    {
        var begun = new TaskCompletionSource();
        var reason = new TaskCompletionSource<OperationCancellation>();
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (request, _, cancellationToken) =>
            {
                cancellationToken.UnsafeRegister(_ => reason.TrySetResult(request.Cancellation), null);
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return DimseStatus.Success;
            },
        });
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(Start().Command(1, EchoRq()));
        await begun.Task;
        acceptor.Stop();
        acceptor.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(reason.Task.IsCompleted);
        acceptor.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(OperationCancellation.Shutdown, await reason.Task);
        Assert.Equal(0x0213, await acceptor.Peer.ReceiveStatusAsync());
        await acceptor.Peer.ExpectAbortAsync(0, 0);
    }
}
