using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.Associations;

public sealed class AcceptorTests
{
    [Fact]
    public async Task An_echo_is_answered_and_a_release_ends_the_association()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(Start().Command(1, EchoRq(7)));
        var response = await acceptor.Peer.ReceiveCommandAsync();
        Assert.Equal([0x30, 0x80], response[0x0100]);
        Assert.Equal([7, 0], response[0x0120]);
        Assert.Equal([0, 0], response[0x0900]);
        Assert.Equal([1, 1], response[0x0800]);
        await acceptor.Peer.SendAsync(Start().ReleaseRq());
        await acceptor.Peer.ExpectAsync(Start().ReleaseRp());
        await acceptor.Peer.CloseAsync();
        Assert.Equal(AssociationEndReason.Released, (await acceptor.EndAsync()).Reason);
    }

    [Fact]
    public async Task The_end_is_told_though_the_peer_does_not_close()
    {
        await using var released = new Acceptor();
        await released.Peer.AssociateAsync();
        await released.Peer.SendAsync(Start().ReleaseRq());
        Assert.Equal(AssociationEndReason.Released, (await released.Handler.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30))).Reason);
        Assert.False(released.Run.IsCompleted);

        await using var rejected = new Acceptor(handler: new TestHandler { OnNegotiate = _ => AssociationAnswer.Reject(AssociateRj.LocalLimitExceeded) });
        await rejected.Peer.SendAsync(VerificationRq());
        Assert.Equal(AssociationEndReason.Rejected, (await rejected.Handler.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30))).Reason);
        Assert.False(rejected.Run.IsCompleted);
    }

    [Fact]
    public async Task The_end_is_told_last_though_the_peer_leaves_while_it_is_negotiated_with()
    {
        var (asked, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var handler = new TestHandler
        {
            OnNegotiate = request =>
            {
                asked.SetResult();
#pragma warning disable xUnit1031 // the handler is the one that blocks
                mayAnswer.Task.Wait(TestContext.Current.CancellationToken);
#pragma warning restore xUnit1031
                return TestHandler.AcceptAll(request);
            },
        };
        await using var acceptor = new Acceptor(handler: handler);
        await acceptor.Peer.SendAsync(VerificationRq());
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await acceptor.Peer.CloseAsync();
        Assert.False(handler.Ended.Task.IsCompleted);
        mayAnswer.SetResult();
        await handler.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.NotNull(handler.Association);
    }

    [Fact]
    public async Task Everything_works_when_it_comes_byte_by_byte()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.SendByteByByteAsync(VerificationRq());
        Assert.Equal(0x02, (await acceptor.Peer.ReceiveAsync())[0]);
        await acceptor.Peer.SendByteByByteAsync(Start().Command(1, EchoRq()).ToArray());
        Assert.Equal(0x0000, await acceptor.Peer.ReceiveStatusAsync());
        await acceptor.Peer.SendByteByByteAsync(Start().ReleaseRq().ToArray());
        await acceptor.Peer.ExpectAsync(Start().ReleaseRp());
    }

    [Fact]
    public async Task The_accept_answers_every_context_and_gives_the_titles_back()
    {
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnNegotiate = request => AssociationAnswer.Accept(request, p => p.Id == 3 ? p.Reject() : p.AcceptFirst(t => t == TransferSyntax.ExplicitVRLittleEndian)),
        });
        var rq = AssociateBody(
            ApplicationContext(),
            Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"),
            Proposal(3, "1.2.3", "1.2.840.10008.1.2.1"),
            Proposal(5, "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2"),
            UserInformation(MaximumLength(16_384), Text(0x52, "2.25.1")));
        await acceptor.Peer.SendAsync(Start().Pdu(0x01, rq));
        await acceptor.Peer.ExpectAsync(Start().Pdu(
            0x02,
            AssociateBody(
                ApplicationContext(),
                Item(0x21, [1, 0, 0, 0, .. Text(0x40, "1.2.840.10008.1.2.1")]),
                Item(0x21, [3, 0, 3, 0, .. Text(0x40, "1.2.840.10008.1.2.1")]),
                Item(0x21, [5, 0, 4, 0, .. Text(0x40, "1.2.840.10008.1.2")]),
                UserInformation(MaximumLength(131_072), Text(0x52, AssociationOptions.DefaultImplementationClassUid.Value), Text(0x55, "GANTRY")))));
    }

    [Theory]
    [InlineData("version", 1, 2, 2)]
    [InlineData("application context", 1, 1, 2)]
    [InlineData("called", 1, 1, 7)]
    [InlineData("calling", 1, 1, 3)]
    [InlineData("handler", 2, 3, 2)]
    [InlineData("exception", 2, 3, 1)]
    public async Task What_is_not_acceptable_is_rejected_with_its_reason(string what, byte result, byte source, byte reason)
    {
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnNegotiate = request => what switch
            {
                "handler" => AssociationAnswer.Reject(AssociateRj.LocalLimitExceeded),
                "exception" => throw new TimeoutException(),
                _ => TestHandler.AcceptAll(request),
            },
        });
        var body = AssociateBody(
            what == "called" ? "" : "GANTRY",
            what == "calling" ? "BACK\\SLASH" : "PEER",
            Text(0x10, what == "application context" ? "1.2.3" : "1.2.840.10008.3.1.1.1"),
            Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2"));
        body[1] = what == "version" ? (byte)2 : (byte)1;
        await acceptor.Peer.SendAsync(Start().Pdu(0x01, body));
        await acceptor.Peer.ExpectAsync(Start().Pdu(0x03, 0, result, source, reason));
        await acceptor.Peer.CloseAsync();
        var end = await acceptor.EndAsync();
        Assert.Equal((AssociationEndReason.Rejected, reason), (end.Reason, end.Rejection!.Value.Reason));
    }

    [Fact]
    public async Task A_requestor_that_says_nothing_is_closed_by_artim()
    {
        await using var acceptor = new Acceptor();
        acceptor.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(acceptor.Run.IsCompleted);
        acceptor.Clock.Advance(TimeSpan.FromSeconds(2));
        await acceptor.Peer.ExpectCloseAsync();
        Assert.Equal(AssociationEndReason.TimedOut, (await acceptor.EndAsync()).Reason);
    }

    [Fact]
    public async Task A_peer_that_does_not_close_after_the_release_is_closed_by_artim()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(Start().ReleaseRq());
        await acceptor.Peer.ExpectAsync(Start().ReleaseRp());
        Assert.False(acceptor.Run.IsCompleted);
        acceptor.Clock.Advance(TimeSpan.FromSeconds(31));
        await acceptor.Peer.ExpectCloseAsync();
        Assert.Equal(AssociationEndReason.Released, (await acceptor.EndAsync()).Reason);
    }
}
