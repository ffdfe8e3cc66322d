using FsCheck.Xunit;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

public class StoreHandlerTests
{
    public static TheoryData<string> Native => ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"];

    [Theory, MemberData(nameof(Native))]
    public async Task What_arrives_is_stored_byte_for_byte_and_catalogued(string uid)
    {
        var syntax = new TransferSyntax(new Uid(uid));
        using var fixture = new StorageFixture { Operation = new TestOperation { TransferSyntax = syntax } };
        var dataSet = Sample.Encode(Sample.Image(), syntax);

        var response = await fixture.StoreAsync(dataSet);

        Assert.Equal(DimseStatus.Success, response.Status);
        var location = Assert.Single(fixture.Store.Locations);
        Assert.Equal(dataSet, fixture.Store.BytesAt(location).ToArray());
        Assert.Equal((syntax, "SCU", "GANTRY"), (fixture.Store.DescriptionAt(location).TransferSyntax, fixture.Store.DescriptionAt(location).SendingAETitle.Value, fixture.Store.DescriptionAt(location).ReceivingAETitle.Value));
        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal((syntax, location, (long)dataSet.Length), (entry.TransferSyntax, entry.Stored.Location, entry.Stored.Length));
        Assert.Equal(("SCU", fixture.Time.GetUtcNow()), (entry.SourceAETitle.Value, entry.ReceivedAt));
        Assert.Equal("ANON^ONE", entry.Attributes.GetString(Tags.PatientName));
        Assert.Equal(4, entry.Attributes.GetInt32(Tags.Rows));
        Assert.False(entry.Attributes.Contains(Tags.PixelData));
        Assert.Equal(0, fixture.Store.OpenWriters);
    }

    [Property(MaxTest = 60)]
    public void Bytes_are_stored_the_same_however_they_arrive(byte segment, byte valueLength, bool isDeflated)
    {
        var syntax = isDeflated ? TransferSyntax.DeflatedExplicitVRLittleEndian : TransferSyntax.ExplicitVRLittleEndian;
        using var fixture = new StorageFixture { Operation = new TestOperation { TransferSyntax = syntax } };
        var dataSet = Sample.Encode(Sample.Image().Add(Tags.ImageComments, new string('x', valueLength)), syntax);

        var response = Task.Run(() => fixture.StoreAsync(dataSet, segment: segment + 1)).GetAwaiter().GetResult();

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(dataSet, fixture.Store.BytesAt(Assert.Single(fixture.Store.Locations)).ToArray());
        Assert.Equal(valueLength, Assert.Single(fixture.Catalog.Entries).Attributes.GetText(Tags.ImageComments)?.Length ?? 0);
    }

    [Fact]
    public async Task Long_values_stay_out_of_the_catalog_and_encapsulated_pixel_data_too()
    {
        using var fixture = new StorageFixture { Operation = new TestOperation { TransferSyntax = new TransferSyntax(new Uid("1.2.840.10008.1.2.4.90")) } };
        var dataSet = Sample.Image()
            .Set(Tags.TextValue, new string('x', AttributeScanner.MaximumValueBytes + 2))
            .Set(Tags.ImageComments, new string('y', 10_000))
            .Set(new DicomFragments(Tags.PixelData, Vr.OB, default, [new byte[100_000], new byte[2]]));
        var bytes = Sample.Encode(dataSet, fixture.Operation.TransferSyntax);

        var response = await fixture.StoreAsync(bytes);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(bytes, fixture.Store.BytesAt(Assert.Single(fixture.Store.Locations)).ToArray());
        var attributes = Assert.Single(fixture.Catalog.Entries).Attributes;
        Assert.False(attributes.Contains(Tags.TextValue));
        Assert.Equal(10_000, attributes.GetText(Tags.ImageComments)!.Length);
    }

    [Fact]
    public async Task Success_is_answered_only_after_the_store_and_then_the_catalog()
    {
        using var fixture = new StorageFixture();
        fixture.Store.CommitFault = new IOException("Disk full.");

        StorageFixture.AssertStatus(0xA700, await fixture.StoreAsync(Sample.Encode(Sample.Image())));
        fixture.AssertNothingKept();

        fixture.Store.CommitFault = null;
        fixture.Store.Fault = new IOException("Disk full.");
        StorageFixture.AssertStatus(0xA700, await fixture.StoreAsync(Sample.Encode(Sample.Image())));
        fixture.Store.Fault = null;
        fixture.AssertNothingKept();
    }

    [Theory, InlineData(true, 0xA700), InlineData(false, 0x0110)]
    public async Task What_the_catalog_refuses_is_deleted_again(bool isTransient, int status)
    {
        using var fixture = new StorageFixture();
        fixture.Catalog.Fault = new CatalogException("Away.") { IsTransient = isTransient };

        StorageFixture.AssertStatus(status, await fixture.StoreAsync(Sample.Encode(Sample.Image())));

        fixture.Catalog.Fault = null;
        fixture.AssertNothingKept();
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(Sample.Encode(Sample.Image()))).Status);
    }

    [Theory, InlineData(1), InlineData(100), InlineData(200), InlineData(-1)]
    public async Task An_association_lost_before_the_end_leaves_nothing(int length)
    {
        using var fixture = new StorageFixture();
        var dataSet = Sample.Encode(Sample.Image());
        var part = length < 0 ? dataSet : dataSet[..length];

        var response = await fixture.StoreAsync(StorageFixture.Feed(part, 64, new IOException("Connection reset.")));

        Assert.Equal(DimseStatusClass.Failure, response.Status.Class);
        fixture.AssertNothingKept();
    }

    [Theory, InlineData(CancellationReason.AssociationLost, 0x0110), InlineData(CancellationReason.Shutdown, 0xA700)]
    public async Task A_cancelled_operation_leaves_nothing(CancellationReason reason, int status)
    {
        using var fixture = new StorageFixture();
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Writer.WriteAsync(Sample.Encode(Sample.Image()), TestContext.Current.CancellationToken);
        var running = fixture.StoreAsync(pipe.Reader);

        fixture.Operation.Cancel(reason);

        StorageFixture.AssertStatus(status, await running);
        fixture.AssertNothingKept();
    }

    [Fact]
    public async Task Color_palettes_are_stored_as_they_are_and_found_in_a_study_of_their_own()
    {
        using var fixture = new StorageFixture();
        var first = Sample.Encode(new DicomDataSetBuilder().Add(Tags.SOPClassUID, Sample.ColorPalette).Add(Tags.SOPInstanceUID, "2.25.1").Add(Tags.ContentLabel, "FALL"));
        var second = Sample.Encode(new DicomDataSetBuilder().Add(Tags.SOPClassUID, Sample.ColorPalette).Add(Tags.SOPInstanceUID, "2.25.2").Add(Tags.ContentLabel, "PET"));

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(first, Sample.ColorPalette, new Uid("2.25.1"))).Status);
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(second, Sample.ColorPalette, new Uid("2.25.2"))).Status);

        Assert.Equal(first, fixture.Store.BytesAt(fixture.Catalog.Entries[0].Stored.Location).ToArray());
        Assert.Equal(new CatalogCounts(1, 1, 1, 2, first.Length + second.Length), await fixture.Catalog.CountAsync(TestContext.Current.CancellationToken));
        var attributes = fixture.Catalog.Entries[0].Attributes;
        Assert.Equal("2.25.1", attributes.GetString(Tags.SOPInstanceUID));
        Assert.Equal("FALL", attributes.GetString(Tags.ContentLabel));
        // These must never change: catalogs hold them.
        Assert.Equal("2.25.240994219009925340818056703711985823469", attributes.GetString(Tags.StudyInstanceUID));
        Assert.Equal("2.25.96245603767166209115968359264748899214", attributes.GetString(Tags.SeriesInstanceUID));
    }

    [Fact]
    public async Task More_attributes_than_the_catalog_keeps_are_stored_and_the_first_are_catalogued()
    {
        using var fixture = new StorageFixture();
        var frames = Enumerable.Range(0, 60_000).Select(i => new DicomDataSetBuilder().Add(Tags.ImageComments, $"frame {i} of very many frames").Build());
        var dataSet = Sample.Encode(Sample.Image().Add(Tags.PerFrameFunctionalGroupsSequence, frames));

        var response = await fixture.StoreAsync(dataSet, segment: 60_000);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(dataSet, fixture.Store.BytesAt(Assert.Single(fixture.Store.Locations)).ToArray());
        Assert.Equal("P1", Assert.Single(fixture.Catalog.Entries).Attributes.GetString(Tags.PatientID));
    }
}
