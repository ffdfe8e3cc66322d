using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>What comes is counted, and what AEs may store in a day.</summary>
public sealed class StatisticsTests
{
    private static readonly DateOnly Always = new(1900, 1, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_instances_are_counted_by_day_and_modality_and_the_same_again_is_not()
    {
        using var fixture = new StorageFixture();
        var one = Sample.Encode(Sample.Image());
        await fixture.StoreAsync(one);
        await fixture.StoreAsync(one);
        fixture.Time.Advance(TimeSpan.FromDays(1));
        var two = Sample.Encode(Sample.Image().Set(Tags.SOPInstanceUID, new Uid("2.25.301")).Set(Tags.Modality, "bad\tname"));
        await fixture.StoreAsync(two, sopInstance: new Uid("2.25.301"));

        var counts = await ReadAsync(fixture.Statistics);

        Assert.Equal([("SCU", "OT", 1L, (long)one.Length), ("SCU", "", 1L, two.Length)], counts.Select(count => (count.CallingAETitle.Value, count.Modality, count.Instances, count.Bytes)));
        Assert.Equal(counts[0].Day.AddDays(1), counts[1].Day);
        Assert.Equal(counts[1], Assert.Single(await fixture.Statistics.ReadAsync(counts[1].Day, counts[1].Day, Cancellation)));
    }

    [Fact]
    public async Task Two_versions_that_count_at_a_time_add_up_and_a_restart_goes_on()
    {
        using var fixture = new StorageFixture();
        var other = new ReceivedStatistics(fixture.Context, fixture.Time, fixture.Logs);
        var caller = new AETitle("CT1");
        fixture.Statistics.Add(caller, "CT", 10);
        other.Add(caller, "CT", 20);
        other.Write();
        fixture.Statistics.Add(caller, "MR", 1);

        Assert.Equal([("CT", 2L, 30L), ("MR", 1L, 1L)], (await ReadAsync(fixture.Statistics)).Select(count => (count.Modality, count.Instances, count.Bytes)));
        Assert.Equal(31, new ReceivedStatistics(fixture.Context, fixture.Time, fixture.Logs).BytesToday(caller));
    }

    [Fact]
    public async Task Titles_beyond_a_thousand_in_a_day_are_counted_together()
    {
        using var fixture = new StorageFixture();
        foreach (var number in Enumerable.Range(0, ReceivedMonth.MostOfDay + 5))
        {
            fixture.Statistics.Add(new AETitle($"AE{number}"), "CT", 2);
        }

        var others = (await ReadAsync(fixture.Statistics)).Single(count => count.CallingAETitle.IsEmpty);
        Assert.Equal((5L, 10L), (others.Instances, others.Bytes));
    }

    [Fact]
    public async Task Counts_that_cannot_be_written_are_written_later()
    {
        using var fixture = new StorageFixture();
        var file = Path.Combine(fixture.Context.DataFolder, "statistics");
        await File.WriteAllTextAsync(file, "", Cancellation);
        fixture.Statistics.Add(new AETitle("CT1"), "CT", 10);
        fixture.Statistics.Write();
        File.Delete(file);

        Assert.Equal(10, Assert.Single(await ReadAsync(fixture.Statistics)).Bytes);
    }

    [Fact]
    public async Task An_AE_that_has_used_up_its_day_is_refused_until_the_next()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { DailyMegabytesFor = ["OTHER=0", "S*=1"] };
        var large = Sample.Encode(Sample.Image().Set(Tags.PixelData, new byte[1_000_000], Vr.OW));
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(large)).Status);

        var second = Sample.Encode(Sample.Image().Set(Tags.SOPInstanceUID, new Uid("2.25.301")));
        StorageFixture.AssertStatus(0xA700, await fixture.StoreAsync(second, sopInstance: new Uid("2.25.301")));
        Assert.Single(fixture.Store.Locations);

        fixture.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(second, sopInstance: new Uid("2.25.301"))).Status);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_neither_loses_a_count_nor_a_study()
    {
        using var fixture = new StorageFixture();
        fixture.Time.Advance(TimeSpan.FromDays(400));
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        var back = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(fixture.Time.GetUtcNow() - TimeSpan.FromDays(400));
        var after = new ReceivedStatistics(fixture.Context, back, fixture.Logs);
        fixture.Statistics.Write();
        after.Add(new AETitle("SCU"), "OT", 5);

        var counts = await ReadAsync(after);

        Assert.Equal((2, 2L), (counts.Select(count => count.Day).Distinct().Count(), counts.Sum(count => count.Instances)));
        Assert.Equal(5, after.BytesToday(new AETitle("SCU")));
    }

    private static ValueTask<IReadOnlyList<ReceivedCount>> ReadAsync(ReceivedStatistics statistics) => statistics.ReadAsync(Always, new DateOnly(9999, 1, 1), Cancellation);
}
