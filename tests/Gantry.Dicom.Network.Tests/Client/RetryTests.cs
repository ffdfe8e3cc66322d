using System.Net.Sockets;
using Gantry.Dicom.Network.Tests.Support;

namespace Gantry.Dicom.Network.Tests.Client;

public sealed class RetryTests
{
    private static readonly IOException Refused = new("refused", new SocketException((int)SocketError.ConnectionRefused));

    [Fact]
    public async Task Who_is_away_for_a_moment_is_asked_again_after_longer_and_longer_waits()
    {
        await using var peer = new ClientPeer { Connections = new([Refused, Refused, Refused]) };
        await using var client = peer.CreateClient();
        var echo = client.EchoAsync();
        var waited = await peer.RunClockAsync(echo);
        Assert.Equal(DimseStatus.Success, await echo);
        Assert.Equal(4, peer.Attempts);
        Assert.InRange(waited, TimeSpan.FromSeconds(0.5 + 1 + 2), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Who_stays_away_is_given_up()
    {
        await using var peer = new ClientPeer { Connections = new([Refused, Refused, Refused]) };
        await using var client = peer.CreateClient(options => options with { Retry = new RetryOptions { MaximumAttempts = 3 } });
        var echo = client.EchoAsync();
        await peer.RunClockAsync(echo);
        await Assert.ThrowsAnyAsync<AssociationException>(() => echo);
        Assert.Equal(3, peer.Attempts);
    }

    [Fact]
    public async Task A_transient_rejection_is_tried_again()
    {
        var rejections = 2;
        await using var peer = new ClientPeer
        {
            OnNegotiate = request => rejections-- > 0 ? AssociationAnswer.Reject(AssociateRj.LocalLimitExceeded) : TestHandler.AcceptAll(request),
        };
        await using var client = peer.CreateClient();
        var echo = client.EchoAsync();
        await peer.RunClockAsync(echo);
        Assert.Equal(DimseStatus.Success, await echo);
        Assert.Equal(3, peer.Requests.Count);
    }

    [Fact]
    public async Task A_permanent_rejection_is_not()
    {
        await using var peer = new ClientPeer { OnNegotiate = _ => AssociationAnswer.Reject(AssociateRj.CallingAETitleNotRecognized) };
        await using var client = peer.CreateClient();
        await Assert.ThrowsAsync<AssociationRejectedException>(() => client.EchoAsync());
        Assert.Single(peer.Requests);
    }

    [Fact]
    public async Task Nor_is_a_host_that_nobody_knows_or_a_service_that_the_peer_lacks()
    {
        await using var peer = new ClientPeer
        {
            OnNegotiate = request => AssociationAnswer.Accept(request, p => new(p.Id, PresentationContextResult.AbstractSyntaxNotSupported, p.TransferSyntaxes[0])),
        };
        await using var client = peer.CreateClient();
        await Assert.ThrowsAsync<PresentationContextException>(() => client.EchoAsync());
        Assert.Single(peer.Requests);
        Assert.False(TransientFault.Is(new AssociationException("no host", new SocketException((int)SocketError.HostNotFound))));
        Assert.False(TransientFault.Is(new AssociationException(new AssociationEnd(AssociationEndReason.ProtocolViolation, ""))));
    }

    [Fact]
    public async Task A_query_is_tried_again_while_nothing_has_come()
    {
        var requests = 0;
        await using var peer = new ClientPeer
        {
            OnRequest = async (request, responder, cancellationToken) =>
            {
                if (++requests == 1)
                {
                    return DimseStatus.OutOfResources;
                }

                await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(QueryIdentifier.Studies(new Uid("2.25.7"))) }, cancellationToken);
                return requests == 2 ? DimseStatus.Success : DimseStatus.OutOfResources;
            },
        };
        await using var client = peer.CreateClient();
        var found = FindAsync(client);
        await peer.RunClockAsync(found);
        Assert.Equal("2.25.7", (await found).Single().GetString(Tags.StudyInstanceUID));

        // Once there was a match, trying again would bring it twice.
        var fault = await Assert.ThrowsAsync<FindException>(() => FindAsync(client));
        Assert.Equal((DimseStatus.OutOfResources, 3), (fault.Status, requests));
    }

    [Fact]
    public void Waits_double_up_to_the_longest_and_no_two_clients_wait_alike()
    {
        var options = new RetryOptions { Delay = TimeSpan.FromSeconds(1), MaximumDelay = TimeSpan.FromSeconds(10) };
        var (short_, long_) = (new RetryPolicy(options, TimeProvider.System, () => 0), new RetryPolicy(options, TimeProvider.System, () => 1));
        Assert.Equal([0.5, 1, 2, 4, 5, 5], new[] { 1, 2, 3, 4, 5, 99 }.Select(attempts => short_.DelayAfter(attempts).TotalSeconds));
        Assert.Equal([1, 2, 4, 8, 10, 10], new[] { 1, 2, 3, 4, 5, 99 }.Select(attempts => long_.DelayAfter(attempts).TotalSeconds));
    }

    private static async Task<List<DicomDataSet>> FindAsync(DicomClient client) =>
        await client.FindAsync(QueryIdentifier.Of(QueryRetrieveLevel.Study).Build()).ToListAsync();
}
