using Gantry.Dicom.Network.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.Associations;

/// <summary>Every reason of a rejection and of an abort, as the requestor hears it; ARTIM and the rest of what is negotiated, from that side.</summary>
public sealed class ReasonTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // PS3.8 Table 9-21.
    public static TheoryData<byte, byte, byte, string> Rejections() => new()
    {
        { 1, 1, 1, "no-reason-given" },
        { 1, 1, 2, "application-context-name-not-supported" },
        { 1, 1, 3, "calling-AE-title-not-recognized" },
        { 1, 1, 7, "called-AE-title-not-recognized" },
        { 1, 2, 1, "no-reason-given" },
        { 1, 2, 2, "protocol-version-not-supported" },
        { 2, 3, 1, "temporary-congestion" },
        { 2, 3, 2, "local-limit-exceeded" },
        { 1, 3, 2, "local-limit-exceeded" },
        { 2, 1, 9, "reason 2/1/9" },
        { 7, 9, 0, "reason 7/9/0" },
    };

    [Theory, MemberData(nameof(Rejections))]
    public async Task A_rejection_is_told_with_result_source_and_reason(byte result, byte source, byte reason, string words)
    {
        var (near, peer) = Requestor();
        var connecting = ConnectAsync(near);
        Assert.Equal(0x01, (await peer.ReceiveAsync())[0]);
        await peer.SendAsync(Start().Pdu(0x03, 0, result, source, reason));

        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => connecting.WaitAsync(Patience));

        Assert.Equal(new AssociateRj((RejectResult)result, (RejectSource)source, reason), rejected.End!.Rejection);
        Assert.Equal((AssociationEndReason.Rejected, words), (rejected.End.Reason, rejected.End.Detail));
        await peer.ExpectCloseAsync();
    }

    public static TheoryData<byte, byte, string> Aborts() => new()
    {
        { 0, 0, "The peer aborted." },
        { 2, 0, "The peer's upper layer aborted: NotSpecified." },
        { 2, 1, "The peer's upper layer aborted: UnrecognizedPdu." },
        { 2, 2, "The peer's upper layer aborted: UnexpectedPdu." },
        { 2, 4, "The peer's upper layer aborted: UnrecognizedPduParameter." },
        { 2, 5, "The peer's upper layer aborted: UnexpectedPduParameter." },
        { 2, 6, "The peer's upper layer aborted: InvalidPduParameterValue." },
    };

    [Theory, MemberData(nameof(Aborts))]
    public async Task An_abort_is_told_with_source_and_reason(byte source, byte reason, string words)
    {
        var (near, peer) = Requestor();
        var connecting = ConnectAsync(near);
        await AcceptAsync(peer);
        await using var association = await connecting.WaitAsync(Patience);

        await peer.SendAsync(Start().Abort(source, reason));
        var end = await association.Ended.WaitAsync(Patience);

        Assert.Equal((AssociationEndReason.AbortedByPeer, words), (end.Reason, end.Detail));
        Assert.Equal(((AbortSource)source, (AbortReason)reason), (end.AbortSource, end.AbortReason));
    }

    public static TheoryData<string, byte[], byte, byte> Violations() => new()
    {
        { "unknown PDU", [0x09, 0, 0, 0, 0, 0], 2, 1 },
        { "A-ASSOCIATE-RQ", VerificationRq(), 2, 2 },
        { "A-RELEASE-RQ", Start().ReleaseRq().ToArray(), 2, 2 },
        { "P-DATA-TF", Start().PDataTf(1, true, true, 1, 2).ToArray(), 2, 2 },
        { "A-ASSOCIATE-AC that is broken", Start().AssociateAc([0x10, 0, 0xFF, 0xFF, 1]).ToArray(), 2, 6 },
        { "A-ASSOCIATE-AC that lets nothing through", Start().AssociateAc(ApplicationContext(), UserInformation(MaximumLength(7))).ToArray(), 2, 6 },
    };

    [Theory, MemberData(nameof(Violations))]
    public async Task What_does_not_answer_the_request_is_aborted_with_its_reason(string what, byte[] answer, byte source, byte reason)
    {
        var (near, peer) = Requestor();
        var connecting = ConnectAsync(near);
        await peer.ReceiveAsync();
        await peer.SendAsync(answer);

        await peer.ExpectAbortAsync(source, reason);
        await peer.CloseAsync();
        var failed = await Assert.ThrowsAsync<AssociationException>(() => connecting.WaitAsync(Patience));
        Assert.True(failed.End!.Reason == AssociationEndReason.ProtocolViolation, what);
    }

    [Fact]
    public async Task A_requestor_waits_for_the_end_of_the_transport_after_its_abort_as_long_as_artim_says()
    {
        var clock = new FakeTimeProvider();
        var (near, peer) = Requestor();
        var connecting = ConnectAsync(near, new RequestorOptions { TimeProvider = clock, ArtimTimeout = TimeSpan.FromSeconds(7) });
        await AcceptAsync(peer);
        var association = await connecting.WaitAsync(Patience);

        await association.AbortAsync();
        await peer.ExpectAbortAsync(0, 0);
        var closing = association.DisposeAsync().AsTask();
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.False(closing.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));

        await closing.WaitAsync(Patience);
        await peer.ExpectCloseAsync();
    }

    [Fact]
    public async Task No_answer_to_the_request_is_a_timeout()
    {
        var clock = new FakeTimeProvider();
        var (near, peer) = Requestor();
        var connecting = ConnectAsync(near, new RequestorOptions { TimeProvider = clock });
        await peer.ReceiveAsync();

        clock.Advance(TimeSpan.FromSeconds(31));

        await peer.ExpectAbortAsync(0, 0);
        Assert.Equal(AssociationEndReason.TimedOut, (await Assert.ThrowsAsync<AssociationException>(() => connecting.WaitAsync(Patience))).End!.Reason);
        await peer.CloseAsync();
    }

    [Theory]
    [InlineData(8, 2)] // the smallest that lets anything through: 6 bytes of header, 2 of the message
    [InlineData(100, 94)]
    [InlineData(16_384, 16_378)]
    [InlineData(0, 131_066)] // no limit: as large as is of use
    [InlineData(uint.MaxValue, 131_066)]
    public async Task No_fragment_is_longer_than_the_peer_receives(uint maximumLength, int fragment)
    {
        var (near, peer) = Requestor();
        var connecting = ConnectAsync(near);
        await AcceptAsync(peer, MaximumLength(maximumLength));
        var association = await connecting.WaitAsync(Patience);
        var context = Assert.Single(association.Parameters.PresentationContexts);
        var invoking = association.InvokeAsync(context, new CStoreRq { SopClassUid = context.AbstractSyntax, SopInstanceUid = new Uid("2.25.1") }, DataSetSource.Of(new byte[131_066])).AsTask();

        var longest = 0;
        for (var isLast = false; !isLast;)
        {
            var pdu = await peer.ReceiveAsync().WaitAsync(Patience);
            longest = Math.Max(longest, pdu.Length - 12);
            isLast = pdu[11] == 2;
        }

        Assert.Equal(fragment, longest);
        await association.AbortAsync();
        await peer.CloseAsync();
        await Assert.ThrowsAsync<AssociationException>(() => invoking.WaitAsync(Patience));
    }

    [Fact]
    public async Task Each_side_tells_its_implementation_and_its_own_maximum_length()
    {
        var acceptor = new AcceptorOptions { MaximumPduLength = 20_000, ImplementationClassUid = new Uid("2.25.11"), ImplementationVersionName = "ACCEPTOR_1" };
        await using var pair = await Pair.CreateAsync(
            options: new RequestorOptions { MaximumPduLength = 30_000, ImplementationClassUid = new Uid("2.25.12"), ImplementationVersionName = "A_NAME_THAT_IS_TOO_LONG" },
            acceptorOptions: acceptor);

        var (near, far) = (pair.Requestor.Parameters, pair.Handler.Association!.Parameters);
        Assert.Equal((20_000u, new Uid("2.25.11"), "ACCEPTOR_1"), (near.PeerMaximumPduLength, near.PeerImplementationClassUid, near.PeerImplementationVersionName));
        Assert.Equal((30_000u, new Uid("2.25.12"), "A_NAME_THAT_IS_T"), (far.PeerMaximumPduLength, far.PeerImplementationClassUid, far.PeerImplementationVersionName));
    }

    // The table of PS3.7 §D.3.3.4, with what the acceptor makes of it.
    public static TheoryData<string, bool?, bool?, ServiceRoles> Roles() => new()
    {
        { "SCU", null, null, ServiceRoles.Scu },
        { "SCP", null, null, ServiceRoles.Scu },
        { "SCP", true, false, ServiceRoles.None },
        { "SCP", false, true, ServiceRoles.Scp },
        { "both", true, false, ServiceRoles.Scu },
        { "both", false, true, ServiceRoles.Scp },
        { "both", true, true, ServiceRoles.Scu | ServiceRoles.Scp },
        { "both", false, false, ServiceRoles.None },
        { "SCU", true, true, ServiceRoles.Scu }, // not asked for: not answered
    };

    [Theory, MemberData(nameof(Roles))]
    public async Task Roles_are_what_both_sides_say(string offered, bool? scu, bool? scp, ServiceRoles agreed)
    {
        var handler = new TestHandler
        {
            OnNegotiate = request => AssociationAnswer.Accept(request, proposal => proposal.AcceptFirst(_ => true)) with
            {
                RoleSelections = scu is null ? [] : [new RoleSelection(Pair.CtImageStorage, scu.Value, scp!.Value)],
            },
        };
        var (near, far) = DuplexPipe.Create();
        var accepting = AssociationAcceptor.RunAsync(far, null, new AcceptorOptions(), handler, CancellationToken.None);
        var roles = offered switch { "SCU" => ServiceRoles.Scu, "SCP" => ServiceRoles.Scp, _ => ServiceRoles.Scu | ServiceRoles.Scp };
        await using (var requestor = await ConnectAsync(near, roles: roles))
        {
            var (mine, its) = (requestor.Parameters.PresentationContexts.SingleOrDefault(), handler.Association!.Parameters.PresentationContexts.SingleOrDefault());
            Assert.Equal(agreed, mine?.LocalRoles ?? ServiceRoles.None);
            Assert.Equal(agreed.HasFlag(ServiceRoles.Scu), its?.LocalRoles.HasFlag(ServiceRoles.Scp) ?? false);
            Assert.Equal(agreed.HasFlag(ServiceRoles.Scp), its?.LocalRoles.HasFlag(ServiceRoles.Scu) ?? false);
        }

        Assert.Equal(AssociationEndReason.Released, (await accepting.WaitAsync(Patience)).Reason);
    }

    [Fact]
    public async Task A_user_identity_is_answered_where_that_is_asked_for_and_nowhere_else()
    {
        foreach (var asked in (bool[])[true, false])
        {
            await using var pair = await Pair.CreateAsync(
                new TestHandler { OnNegotiate = request => TestHandler.AcceptAll(request) with { UserIdentityResponse = new byte[] { 7, 8 } } },
                new RequestorOptions { UserIdentity = new UserIdentity(UserIdentityType.Kerberos, asked, new byte[] { 1, 2, 3 }, default) });

            Assert.Equal(asked ? [7, 8] : null, pair.Requestor.Parameters.UserIdentityResponse?.ToArray());
            Assert.Equal([1, 2, 3], pair.Handler.Association!.Parameters.UserIdentity!.PrimaryField.ToArray());
        }
    }

    private static (DuplexPipe Near, Peer Peer) Requestor()
    {
        var (near, far) = DuplexPipe.Create(4_194_304);
        return (near, new Peer(far));
    }

    private static Task<Network.Association> ConnectAsync(DuplexPipe near, RequestorOptions? options = null, ServiceRoles roles = ServiceRoles.Scu) => DicomClient.ConnectAsync(
        near, null, new AETitle("GANTRY"), new AETitle("TESTER"), [new ProposedContext(Pair.CtImageStorage, [TransferSyntax.ImplicitVRLittleEndian], roles)], options);

    private static async Task AcceptAsync(Peer peer, params byte[][] userInformation)
    {
        Assert.Equal(0x01, (await peer.ReceiveAsync())[0]);
        await peer.SendAsync(Start().AssociateAc(
            ApplicationContext(), Item(0x21, [1, 0, 0, 0, .. Text(0x40, "1.2.840.10008.1.2")]), PduBytes.UserInformation(userInformation)));
    }
}
