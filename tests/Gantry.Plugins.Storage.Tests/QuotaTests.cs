using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>How much AEs may have in the catalog in all.</summary>
public sealed class QuotaTests
{
    private static readonly AETitle Caller = new("SCU");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_as_much_as_may_be_is_refused_until_something_is_deleted_and_others_are_not()
    {
        using var fixture = new StorageFixture();
        await StoreAsync(fixture, "2.25.300"); // before there is a quota: the catalog has it all the same
        await AddOfOtherAsync(fixture, "MR1");
        fixture.Settings.Current = new() { TotalMegabytesFor = ["MR1=1", "S*=2"] };
        Assert.Equal(DimseStatus.Success, (await StoreAsync(fixture, "2.25.301")).Status);

        StorageFixture.AssertStatus(0xA700, await StoreAsync(fixture, "2.25.302"));
        Assert.Equal(3, fixture.Catalog.Entries.Count);

        await fixture.Catalog.RemoveAsync(new InstanceSelection { Instances = [new Uid("2.25.300")] }, Cancellation);
        await fixture.Held.OnDeletedAsync(Deleted, Cancellation);
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await fixture.Held.RefreshAsync(Cancellation);
        Assert.Equal(DimseStatus.Success, (await StoreAsync(fixture, "2.25.302")).Status);
        StorageFixture.AssertStatus(0xA700, await StoreAsync(fixture, "2.25.303"));
    }

    [Fact]
    public async Task It_is_counted_anew_once_in_a_while_though_nobody_told_of_a_deletion()
    {
        using var fixture = new StorageFixture();
        await StoreAsync(fixture, "2.25.300");
        var length = fixture.Catalog.Entries.Single().Stored.Length;
        Assert.Equal(length, await fixture.Held.OfAsync(Caller, Cancellation));
        await fixture.Catalog.RemoveAsync(new InstanceSelection { Instances = [new Uid("2.25.300")] }, Cancellation);

        fixture.Time.Advance(TimeSpan.FromHours(5));
        await fixture.Held.RefreshAsync(Cancellation);
        Assert.Equal(length, await fixture.Held.OfAsync(Caller, Cancellation));
        fixture.Time.Advance(TimeSpan.FromHours(2));
        await fixture.Held.RefreshAsync(Cancellation);
        Assert.Equal(0, await fixture.Held.OfAsync(Caller, Cancellation));
    }

    [Fact]
    public async Task More_than_a_hundred_studies_are_counted()
    {
        using var fixture = new StorageFixture();
        for (var i = 0; i < 203; i++)
        {
            await AddOfOtherAsync(fixture, "MR1", length: 7);
        }

        Assert.Equal(203 * 7, await fixture.Held.OfAsync(new AETitle("MR1"), Cancellation));
        Assert.Equal(0, await fixture.Held.OfAsync(Caller, Cancellation));
    }

    private static DeletedInstances Deleted => new()
    {
        At = default,
        StudyInstanceUid = new Uid("1.2"),
        IsWholeStudy = true,
        Instances = ImmutableDictionary<Uid, int>.Empty,
        Reason = "a rule",
        Plugin = "test 1.0.0",
    };

    private static Task<FinalResponse> StoreAsync(StorageFixture fixture, string instance) => fixture.StoreAsync(
        Sample.Encode(Sample.Image().Set(Tags.SOPInstanceUID, new Uid(instance)).Set(Tags.PixelData, new byte[1_000_000], Vr.OW)), sopInstance: new Uid(instance));

    private static async Task AddOfOtherAsync(StorageFixture fixture, string sender, long length = 5_000_000) =>
        await fixture.Catalog.AddAsync([new Contracts.Testing.SampleInstance().ToEntry(length: length) with { SourceAETitle = new AETitle(sender) }], Cancellation);
}
