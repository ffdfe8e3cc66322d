using System.Globalization;
using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Interop.Tests;

/// <summary>Command sets and associations by the thousand. GANTRY_HOSTILE_ASSOCIATIONS sets how many are refused; 100,000 is a good number.</summary>
[Collection(nameof(Attacks))]
public sealed class CommandTests(HostileHost host)
{
    private const int DefaultAssociations = 3_000;
    private const int AtATime = 8;
    private static readonly byte[] Verification = Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2");

    [Fact, Trait("Attack", "endless command sets")]
    public async Task An_endless_command_set_is_cut_off()
    {
        await host.AttackAsync(async () =>
        {
            for (var round = 0; round < 20; round++)
            {
                using var peer = await RawPeer.AssociateAsync(host.Port, Verification);
                var fragment = Start().PDataTf(1, isCommand: true, isLast: false, new byte[16_000]).ToArray();
                var sent = 0;
                while (sent < 1_000 && await peer.SendAsync(fragment))
                {
                    sent++;
                    if (sent == 5)
                    {
                        Assert.Equal("aborted", await peer.ReceiveAsync());
                    }
                }
            }
        });
        Assert.InRange(host.PeakGrowth, long.MinValue, 64L << 20);
    }

    [Fact, Trait("Attack", "refused associations")]
    public Task Refused_associations_leave_nothing_behind() => host.AttackAsync(() =>
    {
        var wrongContext = Start().Pdu(0x01, AssociateBody(GantryProcess.AETitle, "HOSTILE", Text(0x10, "1.2.3"), Verification)).ToArray();
        byte[][] refused =
        [
            wrongContext,
            RawPeer.Request(Proposal(2, "1.2", "1.2")), // even
            RawPeer.Request(Verification, Verification), // twice
            RawPeer.Request([.. Enumerable.Range(0, 1_000).Select(i => Proposal((byte)((2 * i) + 1), "1.2.3", "1.2.840.10008.1.2"))]),
            RawPeer.Request(Verification, UserInformation([.. Enumerable.Range(0, 200).Select(_ => Item(0x58, 1, 0, 0xFF, 0xFF, 0))])), // sub-items that overrun
            RawPeer.Request(),
            "GET / HTTP/1.1\r\nHost: gantry\r\n\r\n"u8.ToArray(),
            [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03],
        ];
        return RepeatAsync(async number =>
        {
            using var peer = await RawPeer.ConnectAsync(host.Port);
            await peer.SendAsync(refused[number % refused.Length]);
            Assert.Contains(await peer.ReceiveAsync(), (string[])["rejected", "aborted", "closed"]);
        });
    });

    [Fact, Trait("Attack", "abort storms")]
    public Task A_storm_of_aborts_leaves_nothing_behind() => host.AttackAsync(() => RepeatAsync(async number =>
    {
        using var peer = await RawPeer.AssociateAsync(host.Port, Proposal(1, Samples.CTImage.Value, "1.2.840.10008.1.2.1"));
        var instance = Dicom.Uid.New().Value;
        var store = Start().Command(
            1, CommandSet((0x0002, Samples.CTImage.Value), (0x0100, 0x0001), (0x0110, 1), (0x0700, 0), (0x0800, 0), (0x1000, instance)));
        PduBytes last = (number % 4) switch
        {
            0 => Start().Abort(0, 0),
            1 => store.PDataTf(1, isCommand: false, isLast: false, BadDataSets.Head(instance)).Abort(0, 0), // in the midst of a data set
            2 => store.PDataTf(1, isCommand: false, isLast: true, BadDataSets.Head(instance)).Abort(0, 0), // while it is stored
            _ => store, // and the connection is reset
        };
        await peer.SendAsync(last);
    }));

    private static async Task RepeatAsync(Func<int, Task> action)
    {
        var count = Environment.GetEnvironmentVariable("GANTRY_HOSTILE_ASSOCIATIONS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : DefaultAssociations;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (number, _) => await action(number));
    }
}
