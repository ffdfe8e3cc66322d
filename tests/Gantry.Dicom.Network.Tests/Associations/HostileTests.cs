using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Dicom.Network.Tests.Associations;

public sealed class HostileTests
{
    public static TheoryData<string, byte[]> NotDicom() => new()
    {
        { "HTTP", "GET / HTTP/1.1\r\nHost: pacs\r\n\r\n"u8.ToArray() },
        { "TLS hello", [0x16, 0x03, 0x01, 0x02, 0x00] },
        { "zero", [0] },
        { "SSH", "SSH-2.0-x\r\n"u8.ToArray() },
    };

    [Theory, MemberData(nameof(NotDicom))]
    public async Task What_is_not_dicom_is_closed_without_a_word(string what, byte[] bytes)
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.SendAsync(bytes);
        await acceptor.Peer.ExpectCloseAsync();
        Assert.True((await acceptor.EndAsync()).Reason == AssociationEndReason.NotDicom, what);
    }

    public static TheoryData<string, byte[]> BeforeAssociation() => new()
    {
        { "length FFFFFFFF", [0x01, 0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3] },
        { "length 7FFFFFFF", [0x01, 0, 0x7F, 0xFF, 0xFF, 0xFF] },
        { "length 0", [0x01, 0, 0, 0, 0, 0] },
        { "P-DATA-TF first", Start().PDataTf(1, true, true, 1, 2).ToArray() },
        { "A-RELEASE-RQ first", Start().ReleaseRq().ToArray() },
        { "A-ASSOCIATE-AC first", Start().AssociateAc(ApplicationContext()).ToArray() },
        { "no context", Start().AssociateRq(ApplicationContext()).ToArray() },
        { "even context ID", Start().AssociateRq(ApplicationContext(), Proposal(2, "1.2", "1.2")).ToArray() },
        { "duplicate context", Start().AssociateRq(ApplicationContext(), Proposal(1, "1.2", "1.2"), Proposal(1, "1.2", "1.2")).ToArray() },
        { "1000 contexts", Start().AssociateRq([.. Enumerable.Range(0, 1000).Select(i => Proposal((byte)((2 * i) + 1), "1.2", "1.2"))]).ToArray() },
        { "item overruns", Start().AssociateRq([0x10, 0, 0xFF, 0xFF, 1]).ToArray() },
        { "huge user information", Start().AssociateRq(Proposal(1, "1.2", "1.2"), Item(0x50, [.. Item(0x58, 1, 0, 0xFF, 0xFF)])).ToArray() },
    };

    [Theory, MemberData(nameof(BeforeAssociation))]
    public async Task A_broken_beginning_is_aborted(string what, byte[] bytes)
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.SendAsync(bytes);
        await acceptor.Peer.ExpectAbortAsync(0, 0); // AA-1
        acceptor.Clock.Advance(TimeSpan.FromSeconds(31));
        await acceptor.Peer.ExpectCloseAsync();
        Assert.True((await acceptor.EndAsync()).Reason == AssociationEndReason.ProtocolViolation, what);
    }

    public static TheoryData<string, byte[], byte, byte> OnAssociation() => new()
    {
        { "unknown PDU", [0x08, 0, 0, 0, 0, 0], 2, 1 },
        { "unknown PDU FF", [0xFF], 2, 1 },
        { "length FFFFFFFF", [0x04, 0, 0xFF, 0xFF, 0xFF, 0xFF], 2, 6 },
        { "length 7FFFFFFF", [0x04, 0, 0x7F, 0xFF, 0xFF, 0xFF], 2, 6 },
        { "longer than announced", [0x04, 0, 0x00, 0x02, 0x00, 0x01], 2, 6 },
        { "length 0", [0x04, 0, 0, 0, 0, 0], 2, 6 },
        { "release of length 5", [0x05, 0, 0, 0, 0, 5], 2, 6 },
        { "PDV length 0", Start().Pdu(0x04, 0, 0, 0, 0, 1, 3).ToArray(), 2, 6 },
        { "PDV length 1", Start().Pdu(0x04, 0, 0, 0, 1, 1, 3).ToArray(), 2, 6 },
        { "PDV longer than the PDU", Start().Pdu(0x04, 0, 0, 0, 9, 1, 3, 0, 0).ToArray(), 2, 6 },
        { "PDV length FFFFFFFF", Start().Pdu(0x04, 0xFF, 0xFF, 0xFF, 0xFF, 1, 3).ToArray(), 2, 6 },
        { "even context ID", Start().PDataTf(2, true, true, 1, 2).ToArray(), 2, 6 },
        { "context 0", Start().PDataTf(0, true, true, 1, 2).ToArray(), 2, 6 },
        { "context not accepted", Start().PDataTf(9, true, true, 1, 2).ToArray(), 2, 5 },
        { "data set without command", Start().Data(1, 1, 2).ToArray(), 2, 5 },
        { "second A-ASSOCIATE-RQ", VerificationRq(), 2, 2 },
        { "A-ASSOCIATE-AC", Start().AssociateAc(ApplicationContext()).ToArray(), 2, 2 },
        { "A-ASSOCIATE-RJ", Start().Pdu(0x03, 0, 1, 1, 1).ToArray(), 2, 2 },
        { "A-RELEASE-RP", Start().ReleaseRp().ToArray(), 2, 2 },
        { "command set that is none", Start().Command(1, 1, 2, 3).ToArray(), 0, 0 },
        { "empty command set", Start().Command(1).ToArray(), 0, 0 },
        { "element overruns its command set", Start().Command(1, [0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x30, 0]).ToArray(), 0, 0 },
        { "request without message ID", Start().Command(1, CommandSet((0x0002, "1.2.840.10008.1.1"), (0x0100, 0x0030), (0x0800, 0x0101))).ToArray(), 0, 0 },
        { "unknown response", Start().Command(1, CommandSet((0x0100, 0x8777), (0x0120, 1), (0x0800, 0x0101), (0x0900, 0))).ToArray(), 0, 0 },
    };

    [Theory, MemberData(nameof(OnAssociation))]
    public async Task A_violation_is_aborted_with_its_reason(string what, byte[] bytes, byte source, byte reason)
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(bytes);
        await acceptor.Peer.ExpectAbortAsync(source, reason);
        acceptor.Clock.Advance(TimeSpan.FromSeconds(31));
        await acceptor.Peer.ExpectCloseAsync();
        Assert.True((await acceptor.EndAsync()).Reason is AssociationEndReason.ProtocolViolation or AssociationEndReason.AbortedLocally, what);
    }

    [Fact]
    public async Task A_response_that_nobody_waits_for_is_ignored()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(Start().Command(1, CommandSet((0x0100, 0x8020), (0x0120, 77), (0x0800, 1), (0x0900, 0xFF00))).Data(1, 1, 2).Command(1, EchoRq()));
        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
    }

    [Fact]
    public async Task An_endless_command_set_is_aborted_at_its_limit()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        var fragment = Start().PDataTf(1, true, false, new byte[8_000]).ToArray();
        for (var i = 0; i < 9; i++)
        {
            await acceptor.Peer.SendAsync(fragment);
        }

        await acceptor.Peer.ExpectAbortAsync(0, 0);
    }

    [Fact]
    public async Task An_identifier_inflates_no_further_than_it_may_be_long()
    {
        await using var acceptor = new Acceptor(handler: new TestHandler
        {
            OnRequest = async (request, _, cancellationToken) => (await request.ReadDataSetAsync(cancellationToken: cancellationToken)).Count > 1 ? DimseStatus.Success : DimseStatus.MistypedArgument,
        });
        await acceptor.Peer.AssociateAsync(Start().AssociateRq(
            ApplicationContext(), Proposal(1, "1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.1.2.1.99"), UserInformation(MaximumLength(0))).ToArray());
        var deflated = new MemoryStream();
        using (var deflate = new System.IO.Compression.DeflateStream(deflated, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write([0x10, 0x00, 0x00, 0x40, (byte)'U', (byte)'T', 0, 0, 0x00, 0x00, 0x20, 0x00]); // 2 MiB
            deflate.Write(new byte[2 << 20]);
        }

        await acceptor.Peer.SendAsync(Start()
            .Command(1, CommandSet((0x0002, "1.2.840.10008.5.1.4.1.2.2.1"), (0x0100, 0x0020), (0x0110, 1), (0x0800, 1))).Data(1, deflated.ToArray()));
        Assert.Equal(DimseStatus.ProcessingFailure.Code, await acceptor.Peer.ReceiveStatusAsync());
        Assert.IsType<DicomEncodingException>(Assert.Single(acceptor.Handler.Faults));
    }

    [Fact]
    public async Task After_an_abort_whatever_the_peer_still_sends_is_ignored_until_artim()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(0xFF, 1, 2, 3);
        await acceptor.Peer.ExpectAbortAsync(2, 1);
        for (var i = 0; i < 100; i++)
        {
            await acceptor.Peer.SendAsync(new byte[10_000]);
        }

        Assert.False(acceptor.Run.IsCompleted);
        acceptor.Clock.Advance(TimeSpan.FromSeconds(31));
        await acceptor.Peer.ExpectCloseAsync();
    }

    [Fact]
    public async Task After_an_abort_a_new_request_is_aborted_again_and_the_peers_abort_closes()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(Start().ReleaseRp());
        await acceptor.Peer.ExpectAbortAsync(2, 2);
        await acceptor.Peer.SendAsync(VerificationRq());
        await acceptor.Peer.ExpectAbortAsync(2, 2); // AA-7
        await acceptor.Peer.SendAsync(Start().PDataTf(1, true, true, 1).Abort(0, 0)); // AA-6, AA-2
        await acceptor.Peer.ExpectCloseAsync();
        Assert.Equal(AssociationEndReason.ProtocolViolation, (await acceptor.EndAsync()).Reason);
    }

    [Fact]
    public async Task Half_a_pdu_is_timed_out()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(0x04, 0, 0, 0, 0x10, 0, 1, 2, 3);
        await AdvanceUntilAbortAsync(acceptor, TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task A_drip_of_bytes_is_timed_out()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(0x04, 0, 0, 0, 0x10, 0);
        await AdvanceUntilAbortAsync(acceptor, TimeSpan.FromSeconds(150), drip: true);
    }

    [Fact]
    public async Task Silence_between_the_fragments_of_a_message_is_timed_out()
    {
        await using var acceptor = new Acceptor();
        await acceptor.Peer.AssociateAsync();
        await acceptor.Peer.SendAsync(Start().PDataTf(1, true, false, 1, 2));
        await AdvanceUntilAbortAsync(acceptor, TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task An_idle_association_is_timed_out_at_its_own_time()
    {
        await using var acceptor = new Acceptor(new AcceptorOptions { IdleTimeout = TimeSpan.FromMinutes(5) });
        await acceptor.Peer.AssociateAsync();
        for (var i = 0; i < 29; i++)
        {
            acceptor.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        await acceptor.Peer.SendAsync(Start().Command(1, EchoRq()));
        Assert.Equal(0, await acceptor.Peer.ReceiveStatusAsync());
        await AdvanceUntilAbortAsync(acceptor, TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task A_peer_that_never_reads_is_given_up()
    {
        await using var acceptor = new Acceptor(
            handler: new TestHandler
            {
                OnRequest = async (_, responder, cancellationToken) =>
                {
                    while (true)
                    {
                        await responder.SendPendingAsync(new DimseResponse(DimseStatus.Pending) { DataSet = DataSetSource.Of(new byte[10_000]) }, cancellationToken);
                    }
                },
            },
            pauseThreshold: 20_000);
        await acceptor.Peer.AssociateAsync(Start().AssociateRq(
            ApplicationContext(), Proposal(1, "1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.1.2"), UserInformation(MaximumLength(0))).ToArray());
        await acceptor.Peer.SendAsync(Start().Command(
            1, CommandSet((0x0002, "1.2.840.10008.5.1.4.1.2.2.1"), (0x0100, 0x0020), (0x0110, 1), (0x0800, 1))).Data(1, 0, 0));
        var waited = TimeSpan.Zero;
        while (!acceptor.Run.IsCompleted && waited < TimeSpan.FromMinutes(10))
        {
            acceptor.Clock.Advance(TimeSpan.FromSeconds(5));
            waited += TimeSpan.FromSeconds(5);
            await Task.Delay(5, TestContext.Current.CancellationToken); // lets the writer reach the point where it waits
        }

        var end = await acceptor.EndAsync();
        Assert.Equal(AssociationEndReason.TimedOut, end.Reason);
        Assert.InRange(acceptor.Handler.Association!.BytesSent, 20_000, 1_000_000);
    }

    private static async Task AdvanceUntilAbortAsync(Acceptor acceptor, TimeSpan within, bool drip = false)
    {
        // Bytes are on their way through other threads: the clock goes on in steps until they have been seen.
        var received = acceptor.Peer.ReceiveAsync();
        for (var waited = TimeSpan.Zero; waited < within + TimeSpan.FromMinutes(5) && !received.IsCompleted; waited += TimeSpan.FromSeconds(5))
        {
            if (drip)
            {
                await acceptor.Peer.SendAsync(0);
            }

            acceptor.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Convert.ToHexString(Start().Abort(0, 0).ToArray()), Convert.ToHexString(await received.WaitAsync(TimeSpan.FromSeconds(5))));
        await acceptor.Peer.CloseAsync();
        Assert.Equal(AssociationEndReason.TimedOut, (await acceptor.EndAsync()).Reason);
    }
}
