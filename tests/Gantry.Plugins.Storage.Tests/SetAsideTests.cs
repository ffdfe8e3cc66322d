using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>What is kept of refused instances, and for how long.</summary>
public sealed class SetAsideTests
{
    [Fact]
    public async Task A_refused_instance_is_kept_to_its_last_byte_with_its_reason()
    {
        using var fixture = new StorageFixture();
        var dataSet = Sample.Encode(Sample.Image().Remove(Tags.StudyInstanceUID).Set(Tags.PixelData, new byte[300_000], Vr.OW));

        StorageFixture.AssertStatus(0xA900, await fixture.StoreAsync(dataSet));

        var refused = Assert.Single(fixture.SetAside.List(SetAsideKind.Refused));
        Assert.Equal(dataSet, fixture.BytesOf(refused));
        Assert.Equal(((ushort)0xA900, "SCU", (long)dataSet.Length), (refused.Status.Code, refused.CallingAETitle.Value, refused.Length));
        Assert.Contains("(0020,000D)", refused.Reason, StringComparison.Ordinal);
        fixture.AssertNothingKept();
    }

    [Fact]
    public async Task What_is_no_data_set_is_kept_too()
    {
        using var fixture = new StorageFixture();
        var bytes = "GET / HTTP/1.1\r\nHost: example\r\n\r\n"u8.ToArray();

        await fixture.StoreAsync(bytes);

        Assert.Equal(bytes, fixture.BytesOf(Assert.Single(fixture.SetAside.List(SetAsideKind.Refused))));
    }

    [Fact]
    public async Task The_oldest_go_where_there_is_no_room_and_longer_ones_leave_only_their_reason()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { RefusedMebibytes = 1 };
        for (var i = 0; i < 5; i++)
        {
            await fixture.StoreAsync(Sample.Encode(Sample.Image().Remove(Tags.StudyInstanceUID).Set(Tags.PixelData, new byte[400_000 + (2 * i)], Vr.OW)));
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var header = Sample.Encode(Sample.Image().Remove(Tags.StudyInstanceUID).Set(Tags.PixelData, Array.Empty<byte>(), Vr.OW)).Length;
        Assert.Equal([400_008, 400_006], fixture.SetAside.List(null).Select(refused => fixture.BytesOf(refused).Length - header));
        Assert.Equal(2, fixture.Store.Locations.Count);

        await fixture.StoreAsync(Sample.Encode(Sample.Image().Remove(Tags.StudyInstanceUID).Set(Tags.PixelData, new byte[1_200_000], Vr.OW)));
        Assert.Equal(("", 0L), (fixture.SetAside.List(null)[0].Location, fixture.SetAside.List(null)[0].Length));
        Assert.Equal(2, fixture.Store.Locations.Count);
    }

    [Fact]
    public async Task It_is_deleted_after_its_time()
    {
        using var fixture = new StorageFixture();
        await fixture.StoreAsync(Sample.Encode(Sample.Image().Remove(Tags.StudyInstanceUID)));
        fixture.Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await fixture.Shelf.ExpireAsync(CancellationToken.None));
        fixture.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await fixture.Shelf.ExpireAsync(CancellationToken.None));
        Assert.Empty(fixture.Store.Locations);
        Assert.Empty(fixture.SetAside.List(null));
        var told = Assert.Single(fixture.Events.Deleted);
        Assert.Equal((false, Sample.SecondaryCapture, 1), (told.IsWholeStudy, told.Instances.Keys.Single(), told.Instances.Values.Single()));
        Assert.Contains("kept for as long as it is to be", told.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_version_of_the_plugin_sees_it_and_a_rebuilt_catalog_does_not()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Duplicates = DuplicatePolicy.Replace };
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.PatientID, "P2")));
        var other = new SetAsideFolder(fixture.Context, fixture.Time, fixture.Logs);
        var superseded = Assert.Single(other.List(SetAsideKind.Superseded));
        Assert.Equal(Assert.Single(fixture.SetAside.List(null)), superseded);
        var reader = new StoredInstanceReader(fixture.Store, other, fixture.Settings, fixture.Time);

        await Assert.ThrowsAsync<FileNotFoundException>(() => reader.ReadAsync(superseded.Location, CancellationToken.None).AsTask());

        var current = Assert.Single(fixture.Store.Locations, location => location != superseded.Location);
        Assert.Equal("P2", (await reader.ReadAsync(current, CancellationToken.None)).Attributes.GetString(Tags.PatientID));
        Assert.True(await fixture.Shelf.RemoveAsync(superseded.Id, CancellationToken.None));
        Assert.False(await fixture.Shelf.RemoveAsync(superseded.Id, CancellationToken.None));
        Assert.Equal([current], fixture.Store.Locations);
        fixture.Time.Advance(SetAsideFolder.Freshness);
        Assert.Empty(other.List(null));
    }

    [Fact]
    public async Task A_note_that_cannot_be_read_is_told_and_passed_over()
    {
        using var fixture = new StorageFixture();
        await fixture.StoreAsync(Sample.Encode(Sample.Image().Remove(Tags.StudyInstanceUID)));
        await File.WriteAllTextAsync(Path.Combine(fixture.Context.DataFolder, "set-aside", "broken.json"), "{", TestContext.Current.CancellationToken);

        Assert.Single(new SetAsideFolder(fixture.Context, fixture.Time, fixture.Logs).List(null));
        Assert.Single(fixture.Logs.Entries, line => line.Text.Contains("broken", StringComparison.Ordinal));
    }
}
