using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

public class StoredInstanceReaderTests
{
    [Fact]
    public async Task The_entry_of_a_stored_instance_is_the_one_that_was_made_when_it_came()
    {
        using var fixture = new StorageFixture();
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(Sample.Encode(Sample.Image()))).Status);
        var entry = Assert.Single(fixture.Catalog.Entries);

        var read = await Reader(fixture).ReadAsync(entry.Stored.Location, TestContext.Current.CancellationToken);

        Assert.Equal(DataSetDigest.Of(entry.Attributes), DataSetDigest.Of(read.Attributes));
        Assert.Equal((entry.Stored, entry.TransferSyntax), (read.Stored, read.TransferSyntax));
    }

    [Fact]
    public async Task What_is_cut_short_among_its_attributes_is_refused_with_a_reason()
    {
        using var fixture = new StorageFixture();
        var description = new InstanceDescription { SopClass = Sample.SecondaryCapture, SopInstance = Sample.Instance, TransferSyntax = TransferSyntax.ExplicitVRLittleEndian };
        var stored = fixture.Store.Add(description, Sample.Encode(Sample.Image()).AsMemory(0, 60));

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Reader(fixture).ReadAsync(stored.Location, CancellationToken.None).AsTask());

        Assert.NotEmpty(refusal.Message);
        await Assert.ThrowsAsync<FileNotFoundException>(() => Reader(fixture).ReadAsync("elsewhere", CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task An_instance_that_a_rebuild_of_the_catalog_came_upon_first_keeps_its_bytes()
    {
        using var fixture = new StorageFixture();
        var store = new IndexingStore(fixture);
        var handler = fixture.Handler(store);
        var request = fixture.Operation.Store(Sample.SecondaryCapture, Sample.Instance, StorageFixture.Feed(Sample.Encode(Sample.Image()), 4096));

        var response = await handler.HandleAsync(request, CancellationToken.None);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(Assert.Single(fixture.Catalog.Entries).Stored.Location, Assert.Single(fixture.Store.Locations));
    }

    private static StoredInstanceReader Reader(StorageFixture fixture) => new(fixture.Store, fixture.SetAside, fixture.Settings, fixture.Time);
}
