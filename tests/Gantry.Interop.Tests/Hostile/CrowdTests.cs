using Gantry.Dicom;
using Gantry.Dicom.Network;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Interop.Tests;

/// <summary>Peers that take places and time: idle, half open, never reading, never leaving.</summary>
[Collection(nameof(Attacks))]
public sealed class CrowdTests(HostileHost host)
{
    private static readonly byte[] Verification = Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2");

    [Fact, Trait("Attack", "slow loris, half-open and never-reading peers")]
    public async Task A_crowd_of_bad_peers_holds_up_nobody()
    {
        var study = Uid.New();
        for (var number = 1; number <= 20; number++)
        {
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(host.Port, Samples.Make(study, number: number, pixelBytes: 600_000)));
        }

        await host.AttackAsync(async () =>
        {
            List<RawPeer> crowd = [];
            try
            {
                for (var i = 0; i < 1_000; i++)
                {
                    crowd.Add(await RawPeer.ConnectAsync(host.Port)); // says nothing
                }

                var half = RawPeer.Request(Verification).AsMemory(..^10);
                for (var i = 0; i < 100; i++)
                {
                    var peer = await RawPeer.ConnectAsync(host.Port);
                    crowd.Add(peer);
                    await peer.SendAsync(half);
                }

                for (var i = 0; i < 100; i++)
                {
                    var peer = await RawPeer.AssociateAsync(host.Port, Verification);
                    crowd.Add(peer);
                    await peer.SendAsync(new byte[] { 0x04, 0, 0, 2, 0, 0 }.Concat(new byte[131_000]).ToArray()); // all but some bytes of the largest PDU
                }

                for (var i = 0; i < 50; i++)
                {
                    crowd.Add(await NeverReadAsync(study));
                }

                await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken); // the good peer meanwhile
            }
            finally
            {
                crowd.ForEach(peer => peer.Dispose());
            }
        });
        Assert.InRange(host.PeakGrowth, long.MinValue, 200L << 20);
    }

    [Fact, Trait("Attack", "peers that never leave")]
    public async Task Who_was_refused_or_released_holds_no_place_however_long_he_stays()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), null, "--Gantry:MaximumAssociations", "5", "--Gantry:Access:MaximumAssociationsPerAddress", "5");
        List<RawPeer> crowd = [];
        try
        {
            for (var i = 0; i < 5; i++)
            {
                crowd.Add(await RawPeer.AssociateAsync(gantry.DicomPort, Verification));
            }

            for (var i = 0; i < 20; i++)
            {
                var peer = await RawPeer.ConnectAsync(gantry.DicomPort);
                crowd.Add(peer);
                await peer.SendAsync(RawPeer.Request(Verification));
                Assert.Equal("rejected", await peer.ReceiveAsync());
            }

            foreach (var peer in crowd.Take(5))
            {
                await peer.SendAsync(Start().ReleaseRq());
                Assert.Equal("released", await peer.ReceiveAsync());
            }

            await Until.TrueAsync(
                async () =>
                {
                    using var good = await RawPeer.ConnectAsync(gantry.DicomPort);
                    await good.SendAsync(RawPeer.Request(Verification));
                    return await good.ReceiveAsync() == "accepted";
                },
                "there is a place",
                TimeSpan.FromSeconds(5));
        }
        finally
        {
            crowd.ForEach(peer => peer.Dispose());
        }
    }

    [Fact, Trait("Attack", "more connections than there may be")]
    public async Task Who_says_nothing_gives_way_to_who_does()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), null, "--Gantry:MaximumAssociations", "5", "--Gantry:Access:MaximumAssociationsPerAddress", "5");
        List<RawPeer> crowd = [];
        try
        {
            for (var i = 0; i < 600; i++)
            {
                crowd.Add(await RawPeer.ConnectAsync(gantry.DicomPort));
            }

            // The oldest had to go, long before ARTIM would have ended them.
            await Task.WhenAll(crowd.Take(300).Select(peer => peer.ExpectCloseAsync())).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            using var good = await RawPeer.AssociateAsync(gantry.DicomPort, Verification);
            await crowd[^1].SendAsync(RawPeer.Request(Verification)); // the youngest is heard still
            Assert.Equal("accepted", await crowd[^1].ReceiveAsync());
        }
        finally
        {
            crowd.ForEach(peer => peer.Dispose());
        }
    }

    // Asks for instances, and never takes them.
    private async Task<RawPeer> NeverReadAsync(Uid study)
    {
        byte[] role = [0, (byte)Samples.CTImage.Value.Length, .. System.Text.Encoding.ASCII.GetBytes(Samples.CTImage.Value), 0, 1];
        var peer = await RawPeer.ConnectAsync(host.Port);
        await peer.SendAsync(Start().Pdu(0x01, AssociateBody(
            GantryProcess.AETitle,
            "HOSTILE",
            ApplicationContext(),
            Proposal(1, Scu.StudyRootGet.Value, "1.2.840.10008.1.2.1"),
            Proposal(3, Samples.CTImage.Value, "1.2.840.10008.1.2.1"),
            UserInformation(MaximumLength(0), Text(0x52, "2.25.1"), Item(0x54, role)))));
        Assert.Equal("accepted", await peer.ReceiveAsync());
        var identifier = DataSetWriter.ToArray(Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, study).Build(), TransferSyntax.ExplicitVRLittleEndian);
        await peer.SendAsync(Start()
            .Command(1, CommandSet((0x0002, Scu.StudyRootGet.Value), (0x0100, 0x0010), (0x0110, 1), (0x0700, 0), (0x0800, 0)))
            .Data(1, identifier));
        return peer;
    }
}
