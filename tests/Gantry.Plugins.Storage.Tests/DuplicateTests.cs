using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

public class DuplicateTests
{
    [Fact]
    public async Task The_first_bytes_stay_when_the_same_uid_comes_again()
    {
        using var fixture = new StorageFixture();
        var first = Sample.Encode(Sample.Image());
        var second = Sample.Encode(Sample.Image().Set(Tags.PatientID, "P2, and longer"));

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(first)).Status);
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(first)).Status);
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(second)).Status);

        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal("P1", entry.Attributes.GetString(Tags.PatientID));
        Assert.Equal(entry.Stored.Location, Assert.Single(fixture.Store.Locations));
        Assert.Equal(first, fixture.Store.BytesAt(entry.Stored.Location).ToArray());
    }

    [Fact]
    public async Task Sixty_four_parallel_stores_of_one_uid_keep_one_instance()
    {
        using var fixture = new StorageFixture();
        var dataSets = Enumerable.Range(0, 64).Select(i => Sample.Encode(Sample.Image().Set(Tags.PatientID, new string('P', i + 1)))).ToArray();

        var responses = await Task.WhenAll(dataSets.Select(dataSet => Task.Run(() => fixture.StoreAsync(dataSet))));

        Assert.All(responses, response => Assert.Equal(DimseStatus.Success, response.Status));
        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(entry.Stored.Location, Assert.Single(fixture.Store.Locations));
        var length = entry.Attributes.GetString(Tags.PatientID)!.Length;
        Assert.Equal(dataSets[length - 1], fixture.Store.BytesAt(entry.Stored.Location).ToArray());
        Assert.Equal(0, fixture.Store.OpenWriters);
    }

    [Fact]
    public async Task A_uid_of_another_sop_class_is_refused_and_the_first_stays()
    {
        using var fixture = new StorageFixture();
        var other = new Uid("1.2.840.10008.5.1.4.1.1.2");
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));

        var response = await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Tags.SOPClassUID, other)), sopClass: other);

        StorageFixture.AssertStatus(0xA900, response);
        Assert.Single(fixture.Store.Locations);
        Assert.Equal(Sample.SecondaryCapture, fixture.Store.DescriptionAt(fixture.Store.Locations.First()).SopClass);
    }

    [Fact]
    public async Task An_instance_whose_bytes_are_gone_is_restored_by_the_next_one_sent()
    {
        using var fixture = new StorageFixture();
        var dataSet = Sample.Encode(Sample.Image());
        await fixture.StoreAsync(dataSet);
        await fixture.Store.DeleteAsync(fixture.Store.Locations.First(), CancellationToken.None);

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(dataSet)).Status);

        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(dataSet, fixture.Store.BytesAt(entry.Stored.Location).ToArray());
    }

    [Fact]
    public async Task An_instance_whose_bytes_have_changed_is_restored_by_the_next_one_sent()
    {
        using var fixture = new StorageFixture();
        var dataSet = Sample.Encode(Sample.Image());
        await fixture.StoreAsync(dataSet);
        byte[] changed = [.. dataSet[..^1], (byte)(dataSet[^1] ^ 1)];
        fixture.Store.Damage(Assert.Single(fixture.Store.Locations), changed);

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(dataSet)).Status);

        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(dataSet, fixture.Store.BytesAt(entry.Stored.Location).ToArray());
        Assert.Single(fixture.Store.Locations);
    }

    [Fact]
    public async Task A_catalog_that_fails_over_a_duplicate_keeps_the_first()
    {
        using var fixture = new StorageFixture();
        await fixture.StoreAsync(Sample.Encode(Sample.Image()));
        fixture.Catalog.Fault = new CatalogException("Away.");

        StorageFixture.AssertStatus(0xA700, await fixture.StoreAsync(Sample.Encode(Sample.Image())));

        Assert.Single(fixture.Store.Locations);
    }
}
