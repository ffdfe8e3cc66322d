using Gantry.Dicom;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Interop.Tests;

/// <summary>Lengths that are lies: memory follows the bytes that came, never those that were promised.</summary>
[Collection(nameof(Attacks))]
public sealed class LengthTests(HostileHost host)
{
    private const long Flat = 64L << 20;

    [Fact, Trait("Attack", "lengths of PDUs, PDVs and items")]
    public async Task Lengths_of_PDUs_and_PDVs_take_no_memory()
    {
        await host.AttackAsync(async () =>
        {
            byte[][] beforeAssociation =
            [
                [0x01, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 1], [0x01, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0, 1], [0x01, 0, 0, 0, 0, 0],
                RawPeer.Request([0x20, 0, 0xFF, 0xFF, 1, 0]), RawPeer.Request(Item(0x50, Item(0x51, 1))),
            ];
            byte[][] onAssociation =
            [
                [0x04, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0], [0x04, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0], [0x04, 0, 0, 0, 0, 0],
                Start().Pdu(0x04, 0, 0, 0, 0, 1, 3).ToArray(), Start().Pdu(0x04, 0, 0, 0, 1, 1, 3).ToArray(),
                Start().Pdu(0x04, 0xFF, 0xFF, 0xFF, 0xFF, 1, 3).ToArray(), Start().Pdu(0x04, 0x7F, 0xFF, 0xFF, 0xFF, 1, 3).ToArray(),
                Start().Pdu(0x04, 0, 0, 0, 99, 1, 3, 0, 0).ToArray(),
            ];
            for (var round = 0; round < 20; round++)
            {
                foreach (var bytes in beforeAssociation)
                {
                    using var peer = await RawPeer.ConnectAsync(host.Port);
                    await peer.SendAsync(bytes);
                    Assert.Contains(await peer.ReceiveAsync(), (string[])["aborted", "closed"]);
                }

                foreach (var bytes in onAssociation)
                {
                    using var peer = await RawPeer.AssociateAsync(host.Port, Proposal(1, "1.2.840.10008.1.1", "1.2.840.10008.1.2"));
                    await peer.SendAsync(bytes);
                    Assert.Contains(await peer.ReceiveAsync(), (string[])["aborted", "closed"]);
                }
            }
        });
        Assert.InRange(host.PeakGrowth, long.MinValue, Flat);
    }

    public static TheoryData<string, uint, int, bool> Claims() => new()
    {
        { "OB", 0xB2D0_5E00, 1_000, true }, // 3 GB
        { "OB", 0x7FFF_FFFE, 1_000, true },
        { "UT", 0xFFFF_FFFE, 1_000, true },
        { "UC", 0x8000_0000, 0, true },
        { "UT", 0xFFFF_FFFF, 1_000, true }, // only sequences and encapsulated pixels may leave their length open
        { "SQ", 0x0000_0004, 4, true },
        { "SQ", 0x7FFF_FFF0, 8, true },
        { "OW", 0x0000_0010, 4, true },
        { "OB", 0x0000_0003, 3, false }, // odd: kept as it came
    };

    [Theory, MemberData(nameof(Claims)), Trait("Attack", "lengths of elements")]
    public async Task The_length_of_an_element_takes_no_memory(string vr, uint length, int follows, bool isRefused)
    {
        await host.AttackAsync(async () =>
        {
            for (var round = 0; round < 10; round++)
            {
                var instance = Uid.New().Value;
                using var store = await RawPeer.AssociateAsync(host.Port, Proposal(1, Samples.CTImage.Value, "1.2.840.10008.1.2.1"));
                var stored = await store.StoreAsync(1, Samples.CTImage, instance, BadDataSets.Claim(BadDataSets.Head(instance), vr, length, follows));
                Assert.Equal(isRefused ? "C000" : "0000", stored);

                using var find = await RawPeer.AssociateAsync(host.Port, Proposal(1, Scu.StudyRootFind.Value, "1.2.840.10008.1.2.1"));
                var found = await find.FindAsync(1, BadDataSets.Claim(BadDataSets.Identifier(), vr, length, follows));
                Assert.True(!isRefused || found[0] is 'A' or 'C', found);
            }
        });
        Assert.InRange(host.PeakGrowth, long.MinValue, Flat);
    }
}
