using System.Buffers;
using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>Images that rules compress on their way into the store.</summary>
public sealed class CompressionTests
{
    private const string NotCompressed = "is stored as received";

    private static readonly TransferSyntax JpegLs = new(Uids.JPEGLSLossless);

    [Theory, InlineData("1.2.840.10008.1.2"), InlineData("1.2.840.10008.1.2.1"), InlineData("1.2.840.10008.1.2.2")]
    public async Task An_image_is_stored_in_the_transfer_syntax_of_the_rule_and_its_pixels_stay(string uid)
    {
        var syntax = new TransferSyntax(new Uid(uid));
        using var fixture = Fixture("OTHER=RLELossless", "S*=JPEGLSLossless for OT", syntax: syntax);
        var sent = Sample.Encode(Image(frames: 3), syntax);

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(sent)).Status);

        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(JpegLs, entry.TransferSyntax);
        Assert.Equal(JpegLs, fixture.Store.DescriptionAt(entry.Stored.Location).TransferSyntax);
        Assert.Equal(SHA256.HashData(sent), fixture.Store.DescriptionAt(entry.Stored.Location).ReceivedDigest);
        Assert.InRange(entry.Stored.Length, 100, sent.Length - 1);
        AssertSamePixels(fixture, entry, sent, syntax);
        Assert.Equal((Sample.Instance.Value, "P1"), (entry.Attributes.GetString(Tags.SOPInstanceUID), entry.Attributes.GetString(Tags.PatientID)));
        Assert.Empty(fixture.Spooled);
        Assert.Equal((1, 0), (fixture.Store.Locations.Count, fixture.Store.OpenWriters));
    }

    [Theory]
    [InlineData("SCU=JPEGLSLossless for CT,MR")]
    [InlineData("SCU=JPEGLSLossless for CTImageStorage")]
    [InlineData("SCU=none for OT", "*=JPEGLSLossless")]
    [InlineData("CT1=JPEGLSLossless")]
    public async Task What_no_rule_is_for_is_stored_byte_for_byte(params string[] rules)
    {
        using var fixture = Fixture(rules);
        await AssertAsReceivedAsync(fixture, Sample.Encode(Image()));
    }

    [Fact]
    public async Task A_rule_may_name_a_SOP_class()
    {
        using var fixture = Fixture("*=none for CT", "*=RLELossless for 1.2.840.10008.5.1.4.1.1.7,MR");
        await fixture.StoreAsync(Sample.Encode(Image()));
        Assert.Equal(new TransferSyntax(Uids.RLELossless), Assert.Single(fixture.Catalog.Entries).TransferSyntax);
    }

    [Fact]
    public async Task What_cannot_be_compressed_is_stored_as_it_came_and_the_log_says_why()
    {
        using var fixture = Fixture("*=JPEGLSLossless");
        fixture.Settings.Current = fixture.Settings.Current with { Duplicates = DuplicatePolicy.Replace };

        await AssertAsReceivedAsync(fixture, Sample.Encode(Image().Set(Tags.PixelData, new byte[10], Vr.OW)), "pixel data");
        await AssertAsReceivedAsync(fixture, Sample.Encode(Image().Set(Tags.BitsAllocated, 7)), "Bits Allocated");
        await AssertAsReceivedAsync(fixture, Sample.Encode(Image().Set(Tags.MACParametersSequence, [new DicomDataSetBuilder().Build()])), "signed");
        await AssertAsReceivedAsync(fixture, Sample.Encode(Image(noise: true)), "smaller");
        fixture.Settings.Current = fixture.Settings.Current with { Compressions = ["*=MPEG2MPML"] };
        await AssertAsReceivedAsync(fixture, Sample.Encode(Image().Set(Tags.StudyDate, "20240117")), "not encoded");
    }

    [Fact]
    public async Task What_has_no_pixels_or_is_compressed_already_is_no_failure()
    {
        using var fixture = Fixture("*=JPEGLSLossless");
        await AssertAsReceivedAsync(fixture, Sample.Encode(Image().Remove(Tags.PixelData).Remove(Tags.Rows)));
        Assert.DoesNotContain(fixture.Logs.Entries, entry => entry.Text.Contains(NotCompressed, StringComparison.Ordinal));

        using var rle = Fixture("*=JPEGLSLossless", syntax: new TransferSyntax(Uids.RLELossless));
        await AssertAsReceivedAsync(rle, Sample.Encode(Image().Set(Tags.PixelData, new byte[64], Vr.OB), new TransferSyntax(Uids.RLELossless)));
        Assert.DoesNotContain(rle.Logs.Entries, entry => entry.Text.Contains(NotCompressed, StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_codec_that_lies_or_throws_costs_nothing(bool throws)
    {
        using var fixture = new StorageFixture { Codecs = new PixelCodecs([new WrongCodec(false)], [new WrongCodec(throws)]) };
        fixture.Settings.Current = new() { Compressions = ["*=RLELossless"] };
        await AssertAsReceivedAsync(fixture, Sample.Encode(Image()), throws ? "NotSupportedException" : "Frame 1 is not the same");
    }

    [Fact]
    public async Task The_same_object_again_is_known_whether_it_is_compressed_or_not()
    {
        using var fixture = Fixture();
        var sent = Sample.Encode(Image());
        foreach (var rule in new[] { "*=RLELossless", "*=JPEGLSLossless", "*=none", "*=JPEGBaseline8Bit lossy" })
        {
            fixture.Settings.Current = new() { Compressions = [rule], Duplicates = DuplicatePolicy.Compare };
            Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(sent)).Status);
            Assert.Equal(new TransferSyntax(Uids.RLELossless), Assert.Single(fixture.Catalog.Entries).TransferSyntax);
            Assert.Single(fixture.Store.Locations);
        }

        StorageFixture.AssertStatus(0x0111, await fixture.StoreAsync(Sample.Encode(Image().Set(Tags.StudyDate, "20240116"))));
    }

    [Fact]
    public async Task The_same_object_in_another_native_transfer_syntax_is_known_too()
    {
        using var first = Fixture("*=RLELossless");
        await first.StoreAsync(Sample.Encode(Image()));
        first.Settings.Current = first.Settings.Current with { Duplicates = DuplicatePolicy.Compare };
        using var implicitly = new TestOperation { TransferSyntax = TransferSyntax.ImplicitVRLittleEndian };
        var content = StorageFixture.Feed(Sample.Encode(Image(), TransferSyntax.ImplicitVRLittleEndian), 4096);

        var response = await first.Handler().HandleAsync(implicitly.Store(Sample.SecondaryCapture, Sample.Instance, content), implicitly.Token);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Single(first.Store.Locations);
    }

    [Fact]
    public async Task What_is_lossy_says_so_and_stays_the_same_instance()
    {
        using var fixture = Fixture("*=JPEGBaseline8Bit lossy");
        var pixels = Enumerable.Range(0, 64 * 64).Select(at => (byte)(at / 32)).ToArray();
        var sent = Sample.Encode(Image().Set(Tags.BitsAllocated, 8).Set(Tags.BitsStored, 8).Set(Tags.HighBit, 7).Set(Tags.PixelData, pixels, Vr.OB));

        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(sent)).Status);

        var attributes = Assert.Single(fixture.Catalog.Entries).Attributes;
        Assert.Equal((Sample.Instance.Value, "01", "ISO_10918_1"), (
            attributes.GetString(Tags.SOPInstanceUID), attributes.GetString(Tags.LossyImageCompression), attributes.GetString(Tags.LossyImageCompressionMethod)));
        Assert.InRange(double.Parse(attributes.GetString(Tags.LossyImageCompressionRatio)!, System.Globalization.CultureInfo.InvariantCulture), 1.5, 100);
        Assert.Equal("DERIVED", attributes.GetStrings(Tags.ImageType)[0]);
        Assert.False(attributes.Contains(Tags.SourceImageSequence));
    }

    [Fact]
    public async Task Refused_and_broken_off_objects_are_what_they_were()
    {
        using var fixture = Fixture("*=JPEGLSLossless");
        var wrong = Sample.Encode(Image().Set(Tags.SOPInstanceUID, new Uid("2.25.9")));

        StorageFixture.AssertStatus(0xA900, await fixture.StoreAsync(wrong));
        Assert.Equal(wrong, fixture.BytesOf(Assert.Single(fixture.SetAside.List(SetAsideKind.Refused))));
        await fixture.StoreAsync(StorageFixture.Feed(wrong[..300], 100, new IOException("The connection was lost.")));

        fixture.AssertNothingKept();
        Assert.Empty(fixture.Spooled);
    }

    [Fact]
    public async Task Where_the_file_fails_the_store_takes_it_as_it_came()
    {
        using var fixture = Fixture("*=JPEGLSLossless");
        var handler = fixture.Handler();
        Directory.Delete(fixture.CompressionPath);
        var sent = Sample.Encode(Image());

        var request = fixture.Operation.Store(Sample.SecondaryCapture, Sample.Instance, StorageFixture.Feed(sent, 1000));
        Assert.Equal(DimseStatus.Success, (await handler.HandleAsync(request, fixture.Operation.Token)).Status);

        Assert.Equal(sent, fixture.Store.BytesAt(Assert.Single(fixture.Catalog.Entries).Stored.Location).ToArray());
    }

    [Theory]
    [InlineData("SCU=NoSuchSyntax", "neither")]
    [InlineData("SCU=ExplicitVRLittleEndian", "does not compress")]
    [InlineData("SCU=JPEGBaseline8Bit", "lossy")]
    [InlineData("SCU=JPEGLSLossless for ctimage", "neither a modality")]
    [InlineData("SCU=JPEGLSLossless for 1..2", "no UID")]
    public void A_rule_that_makes_no_sense_is_refused(string rule, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => CompressionRule.Parse(rule)).Message, StringComparison.Ordinal);

    private static StorageFixture Fixture(params string[] rules) => Fixture(rules, TransferSyntax.ExplicitVRLittleEndian);

    private static StorageFixture Fixture(string first, string second, TransferSyntax syntax) => Fixture([first, second], syntax);

    private static StorageFixture Fixture(string rule, TransferSyntax syntax) => Fixture([rule], syntax);

    private static StorageFixture Fixture(string[] rules, TransferSyntax syntax)
    {
        var fixture = new StorageFixture { Operation = new TestOperation { TransferSyntax = syntax } };
        fixture.Settings.Current = new() { Compressions = [.. rules] };
        return fixture;
    }

    private static DicomDataSetBuilder Image(int frames = 1, bool noise = false)
    {
        var random = new Random(1);
        var bytes = new byte[frames * 64 * 64 * 2];
        random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length && !noise; at += 2)
        {
            (bytes[at], bytes[at + 1]) = ((byte)(at / 64), (byte)(at / 4096));
        }

        return Sample.Image().Set(Tags.SamplesPerPixel, 1).Set(Tags.PhotometricInterpretation, "MONOCHROME2").Set(Tags.NumberOfFrames, frames).Set(Tags.Rows, 64).Set(Tags.Columns, 64)
            .Set(Tags.BitsStored, 16).Set(Tags.HighBit, 15).Set(Tags.PixelRepresentation, 0).Set(Tags.PixelData, bytes, Vr.OW);
    }

    private static async Task AssertAsReceivedAsync(StorageFixture fixture, byte[] sent, string? reason = null)
    {
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(sent)).Status);
        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal(sent, fixture.Store.BytesAt(entry.Stored.Location).ToArray());
        Assert.Equal(fixture.Operation.TransferSyntax, entry.TransferSyntax);
        Assert.Empty(fixture.Spooled);
        if (reason is not null)
        {
            Assert.Contains(reason, fixture.Logs.Entries.Last(one => one.Text.Contains(NotCompressed, StringComparison.Ordinal)).Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static void AssertSamePixels(StorageFixture fixture, CatalogEntry entry, byte[] sent, TransferSyntax syntax)
    {
        var before = PixelData.Of(DataSetReader.Read(sent, syntax), syntax);
        var after = PixelData.Of(DataSetReader.Read(fixture.Store.BytesAt(entry.Stored.Location), entry.TransferSyntax), entry.TransferSyntax);
        for (var frame = 1; frame <= before.Description.NumberOfFrames; frame++)
        {
            Assert.Equal(before.Decode(frame, PixelCodecs.BuiltIn).Samples.ToArray(), after.Decode(frame, PixelCodecs.BuiltIn).Samples.ToArray());
        }
    }

    private sealed class WrongCodec(bool throws) : IPixelDecoder, IPixelEncoder
    {
        public IReadOnlyCollection<TransferSyntax> TransferSyntaxes { get; } = [new(Uids.RLELossless)];

        public string? WhyUnavailable => null;

        public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame) => description;

        public PixelDescription Describe(TransferSyntax transferSyntax, PixelDescription description) => description;

        public void Encode(ReadOnlySpan<byte> frame, TransferSyntax transferSyntax, PixelDescription description, PixelEncodingOptions options, IBufferWriter<byte> output)
        {
            if (throws)
            {
                throw new NotSupportedException();
            }

            output.Write(frame[..8]);
        }
    }
}
