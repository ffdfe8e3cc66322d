using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class PoolTests
{
    [Fact]
    public async Task An_association_is_used_again_while_it_is_kept()
    {
        await using var peer = new ClientPeer();
        await using var client = peer.CreateClient();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(DimseStatus.Success, await client.EchoAsync());
        }

        Assert.Single(peer.Requests);
        Assert.Equal((0, 1), client.Pool.Count);

        peer.Clock.Advance(TimeSpan.FromSeconds(9));
        await client.EchoAsync(); // which begins the idle time anew
        peer.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal((0, 1), client.Pool.Count);
        peer.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((0, 0), client.Pool.Count);
        Assert.Equal(AssociationEndReason.Released, (await peer.Associations.Single().Ended).Reason);

        await client.EchoAsync();
        Assert.Equal(2, peer.Requests.Count);
    }

    [Fact]
    public async Task A_shared_client_uses_the_same_associations_and_leaves_them()
    {
        await using var peer = new ClientPeer();
        List<Association> opened = [];
        await using var client = peer.CreateClient(options => options with { Opened = opened.Add });
        await client.EchoAsync();
        await using (var shared = client.Share())
        {
            Assert.Equal((client.CalledAETitle, client.CallingAETitle, client.Host, client.Port), (shared.CalledAETitle, shared.CallingAETitle, shared.Host, shared.Port));
            Assert.Equal(DimseStatus.Success, await shared.EchoAsync());
        }

        Assert.True(Assert.Single(opened).IsEstablished);
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
        Assert.Single(peer.Requests);
    }

    [Fact]
    public async Task Without_idle_time_each_operation_has_its_own()
    {
        await using var peer = new ClientPeer();
        await using var client = peer.CreateClient(options => options with { IdleTimeout = TimeSpan.Zero });
        await client.EchoAsync();
        await client.EchoAsync();
        Assert.Equal(2, peer.Requests.Count);
        Assert.Equal((0, 0), client.Pool.Count);
    }

    [Fact]
    public async Task One_with_other_contexts_is_not_used_and_gives_way_where_there_may_be_no_more()
    {
        await using var peer = new ClientPeer();
        await using var client = peer.CreateClient(options => options with { MaximumAssociations = 1 });
        await client.EchoAsync();
        List<(int, int)> counts = [];
        peer.OnNegotiate = request =>
        {
            counts.Add(client.Pool.Count);
            Assert.True(peer.Associations.Single().Ended.IsCompleted);
            return TestHandler.AcceptAll(request);
        };
        await foreach (var _ in client.FindAsync(QueryIdentifier.Of(QueryRetrieveLevel.Study).Build()))
        {
            Assert.Fail("The peer finds nothing.");
        }

        Assert.Equal(["1.2.840.10008.1.1", "1.2.840.10008.5.1.4.1.2.2.1"], peer.Requests.Select(request => request.PresentationContexts.Single().AbstractSyntax.Value));
        Assert.Equal([(1, 0)], counts);
        Assert.Equal((0, 1), client.Pool.Count);
    }

    [Fact]
    public async Task No_more_than_the_limit_are_open_and_others_wait()
    {
        var (arrived, proceed) = (0, new TaskCompletionSource());
        await using var peer = new ClientPeer
        {
            OnRequest = async (_, _, _) =>
            {
                Interlocked.Increment(ref arrived);
                await proceed.Task;
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient(options => options with { MaximumAssociations = 2 });
        var echoes = Enumerable.Range(0, 5).Select(_ => client.EchoAsync()).ToArray();
        while (Volatile.Read(ref arrived) < 2)
        {
            await Task.Delay(1);
        }

        Assert.Equal((2, 0), client.Pool.Count);
        proceed.SetResult();
        Assert.All(await Task.WhenAll(echoes), status => Assert.Equal(DimseStatus.Success, status));
        Assert.Equal(2, peer.Requests.Count);
    }

    [Fact]
    public async Task One_that_the_peer_ended_meanwhile_costs_no_attempt()
    {
        await using var peer = new ClientPeer();
        await using var client = peer.CreateClient(options => options with { Retry = RetryOptions.None });
        await client.EchoAsync();
        await peer.Associations.Single().AbortAsync();
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
        Assert.Equal(2, peer.Requests.Count);
    }

    [Fact]
    public async Task Waiting_for_a_place_can_be_given_up_and_the_place_is_not_lost()
    {
        var proceed = new TaskCompletionSource();
        await using var peer = new ClientPeer
        {
            OnRequest = async (_, _, _) =>
            {
                await proceed.Task;
                return DimseStatus.Success;
            },
        };
        await using var client = peer.CreateClient(options => options with { MaximumAssociations = 1 });
        var first = client.EchoAsync();
        using var source = new CancellationTokenSource();
        var second = client.EchoAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        proceed.SetResult();
        await first;
        Assert.Equal(DimseStatus.Success, await client.EchoAsync());
    }

    [Fact]
    public async Task A_disposed_client_takes_nothing_more_and_has_released_what_it_had()
    {
        await using var peer = new ClientPeer();
        var client = peer.CreateClient();
        await client.EchoAsync();
        await client.DisposeAsync();
        Assert.True((await peer.Associations.Single().Ended).IsGraceful);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.EchoAsync());
    }
}
