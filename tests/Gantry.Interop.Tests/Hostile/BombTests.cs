using Gantry.Dicom;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Interop.Tests;

/// <summary>Data sets that are small on the wire and not so in memory, or on the stack.</summary>
[Collection(nameof(Attacks))]
public sealed class BombTests(HostileHost host)
{
    private const string ExplicitLittle = "1.2.840.10008.1.2.1";
    private const string Deflated = "1.2.840.10008.1.2.1.99";
    private const long Moderate = 150L << 20;

    [Theory, Trait("Attack", "nested sequences")]
    [InlineData(10, "0000"), InlineData(64, "0000"), InlineData(65, "C000"), InlineData(1_000, "C000"), InlineData(1_000_000, "C000")]
    public async Task Nesting_has_an_end(int depth, string status)
    {
        await host.AttackAsync(async () =>
        {
            var instance = Uid.New().Value;
            using var store = await StoreAsync(ExplicitLittle);
            Assert.Equal(status, await store.StoreAsync(1, Samples.CTImage, instance, BadDataSets.Nested(BadDataSets.Head(instance), depth)));

            using var find = await FindAsync(ExplicitLittle);
            var found = await find.FindAsync(1, BadDataSets.Nested(BadDataSets.Identifier(), depth));
            Assert.Equal(status == "0000", found[0] is '0' or 'F');
        });
        Assert.InRange(host.PeakGrowth, long.MinValue, Moderate);
    }

    [Fact, Trait("Attack", "a million empty items")]
    public async Task A_million_empty_items_are_stored_in_little_memory()
    {
        await host.AttackAsync(async () =>
        {
            var instance = Uid.New().Value;
            using var store = await StoreAsync(ExplicitLittle);
            Assert.Equal("0000", await store.StoreAsync(1, Samples.CTImage, instance, BadDataSets.ManyItems(BadDataSets.Head(instance), 1_000_000)));

            using var find = await FindAsync(ExplicitLittle);
            var found = await find.FindAsync(1, BadDataSets.ManyItems(BadDataSets.Identifier(), 1_000_000));
            Assert.True(found[0] is 'A' or 'C', found);
        });
        Assert.InRange(host.PeakGrowth, long.MinValue, Moderate);
    }

    [Fact, Trait("Attack", "deflated bombs")]
    public async Task A_deflated_bomb_is_defused()
    {
        var instance = Uid.New().Value;
        var stored = BadDataSets.Bomb(BadDataSets.Head(instance), 0x4000_0000);
        var identifier = BadDataSets.Bomb(BadDataSets.Identifier(), 0x3000_0000);
        await host.AttackAsync(async () =>
        {
            using var store = await StoreAsync(Deflated);
            Assert.Equal("C000", await store.StoreAsync(1, Samples.CTImage, instance, stored));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                using var find = await FindAsync(Deflated);
                var found = await find.FindAsync(1, identifier);
                Assert.True(found[0] is 'A' or 'C', found);
            }));
        });
        Assert.InRange(host.PeakGrowth, long.MinValue, Moderate);
    }

    private Task<RawPeer> StoreAsync(string transferSyntax) => RawPeer.AssociateAsync(host.Port, Proposal(1, Samples.CTImage.Value, transferSyntax));

    private Task<RawPeer> FindAsync(string transferSyntax) => RawPeer.AssociateAsync(host.Port, Proposal(1, Scu.StudyRootFind.Value, transferSyntax));
}
