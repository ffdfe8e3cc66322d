using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

/// <summary>What is compressed, for peers that do not take it so.</summary>
public sealed class DecodingTests : IDisposable
{
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";
    private const string JpegLossless = "1.2.840.10008.1.2.4.70";
    private readonly RetrieveFixture _fixture = new() { Codecs = PixelCodecs.BuiltIn, Requested = [TransferSyntax.ImplicitVRLittleEndian] };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-decoding");

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory, InlineData(JpegLossless), InlineData("1.2.840.10008.1.2.4.80"), InlineData("1.2.840.10008.1.2.5")]
    public async Task C_GET_brings_it_as_it_was_before_it_was_compressed(string stored)
    {
        _fixture.Settings.Current = new MoveSettings { Decodings = 1 };
        DicomDataSet[] natives = [Native("2.25.10.1.1"), Native("2.25.10.1.2", frames: 3), Native("2.25.10.1.3")];
        foreach (var native in natives)
        {
            await AddAsync(native, stored);
        }

        var (final, _) = await _fixture.GetAsync();

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 3, 0, 0)), (final.Status, final.SubOperations));
        Assert.All(_fixture.Sink.Received, received => Assert.Equal(TransferSyntax.ImplicitVRLittleEndian, received.TransferSyntax));
        Assert.Equal(natives.Select(native => DataSetDigest.Of(native)), _fixture.Sink.Received.Select(received => DataSetDigest.Of(DataSetReader.Read(received.DataSet, received.TransferSyntax))));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task C_MOVE_proposes_what_it_can_be_decoded_to()
    {
        await AddAsync(Native("2.25.10.1.1"), JpegLossless);
        _fixture.Sink.Accepts = (_, syntax) => syntax == TransferSyntax.ExplicitVRLittleEndian;

        var (final, _) = await _fixture.MoveAsync();

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal(
            [Syntax(JpegLossless), TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian], Assert.Single(Assert.Single(_fixture.Sink.Proposals)).TransferSyntaxes);
        Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, Assert.Single(_fixture.Sink.Received).TransferSyntax);
    }

    [Fact]
    public async Task Who_takes_it_compressed_gets_it_as_it_is_stored()
    {
        var bytes = await AddAsync(Native("2.25.10.1.1"), JpegLossless);

        await _fixture.MoveAsync();

        var received = Assert.Single(_fixture.Sink.Received);
        Assert.Equal(Syntax(JpegLossless), received.TransferSyntax);
        Assert.Equal(bytes.ToArray(), received.DataSet.ToArray());
    }

    [Fact]
    public async Task What_was_compressed_with_loss_is_the_same_instance_decoded_and_says_that_something_is_lost()
    {
        await AddAsync(Native("2.25.10.1.1", bits: 8), JpegBaseline);
        var stored = Assert.Single(_fixture.Catalog.Entries).Attributes;

        await _fixture.GetAsync();

        var received = Assert.Single(_fixture.Sink.Received);
        var decoded = DataSetReader.Read(received.DataSet, received.TransferSyntax);
        Assert.Equal(stored.GetString(Tags.SOPInstanceUID), received.SopInstance.Value);
        Assert.Equal(stored.GetString(Tags.SOPInstanceUID), decoded.GetString(Tags.SOPInstanceUID));
        Assert.Equal("01", decoded.GetString(Tags.LossyImageCompression));
        Assert.Equal("ISO_10918_1", decoded.GetString(Tags.LossyImageCompressionMethod));
        Assert.All(decoded.GetBytes(Tags.PixelData).ToArray().Zip(Native("2.25.1", bits: 8).GetBytes(Tags.PixelData).ToArray()), pair => Assert.InRange(pair.First - pair.Second, -6, 6));
    }

    [Theory, InlineData("1.2.840.10008.1.2.5", JpegLossless), InlineData(JpegLossless, "1.2.840.10008.1.2.5"), InlineData(null, JpegLossless)]
    public async Task Who_takes_nothing_but_what_is_compressed_without_loss_gets_that(string? stored, string taken)
    {
        _fixture.Requested = [Syntax(taken)];
        var native = Native("2.25.10.1.1", frames: 2);
        await AddAsync(native, stored ?? TransferSyntax.ExplicitVRLittleEndian.Uid.Value);

        var (final, _) = await _fixture.GetAsync();

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 1, 0, 0)), (final.Status, final.SubOperations));
        var received = Assert.Single(_fixture.Sink.Received);
        Assert.Equal((native.GetString(Tags.SOPInstanceUID), Syntax(taken)), (received.SopInstance.Value, received.TransferSyntax));
        Assert.Equal(DataSetDigest.Of(native), DataSetDigest.Of(Decoded(DataSetReader.Read(received.DataSet, received.TransferSyntax), received.TransferSyntax)));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Nothing_is_compressed_with_loss()
    {
        _fixture.Requested = [Syntax(JpegBaseline)];
        await AddAsync(Native("2.25.10.1.1", bits: 8), TransferSyntax.ExplicitVRLittleEndian.Uid.Value);

        var (final, _) = await _fixture.GetAsync();

        Assert.Equal(new SubOperations(0, 0, 1, 0), final.SubOperations);
        Assert.Empty(_fixture.Sink.Received);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_damaged_fails_alone_and_leaves_nothing(bool isCutShort)
    {
        await AddAsync(Native("2.25.10.1.1"), JpegLossless);
        await AddAsync(Native("2.25.10.1.2"), JpegLossless, bytes => isCutShort ? bytes[..^40] : WithoutStartOfImage(bytes));
        await AddAsync(Native("2.25.10.1.3"), JpegLossless);

        var (final, _) = await _fixture.GetAsync();

        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, new SubOperations(0, 2, 1, 0)), (final.Status, final.SubOperations));
        Assert.Equal([new Uid("2.25.10.1.2")], final.FailedSopInstanceUids);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_codec_that_fails_otherwise_costs_the_instance_alone()
    {
        _fixture.Codecs = new PixelCodecs([new FailingDecoder()], []);
        await AddAsync(Native("2.25.10.1.1"), JpegLossless);
        await _fixture.AddAsync(Native("2.25.10.1.2"), TransferSyntax.ImplicitVRLittleEndian, DataSetWriter.ToArray(Native("2.25.10.1.2"), TransferSyntax.ImplicitVRLittleEndian));

        var (final, _) = await _fixture.GetAsync();

        Assert.Equal((DimseStatus.SubOperationsCompleteWithFailures, new SubOperations(0, 1, 1, 0)), (final.Status, final.SubOperations));
        Assert.Equal([new Uid("2.25.10.1.1")], final.FailedSopInstanceUids);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task What_would_be_larger_than_the_settings_allow_is_not_decoded()
    {
        _fixture.Settings.Current = new MoveSettings { MaximumDecodedMegabytes = 1 };
        await AddAsync(Native("2.25.10.1.1", frames: 124), JpegLossless); // 1,015,808 bytes
        await AddAsync(Native("2.25.10.1.2", frames: 122), JpegLossless); //   999,424 bytes

        var (final, _) = await _fixture.GetAsync();

        Assert.Equal([new Uid("2.25.10.1.1")], final.FailedSopInstanceUids);
        Assert.Equal(new Uid("2.25.10.1.2"), Assert.Single(_fixture.Sink.Received).SopInstance);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task What_a_server_that_crashed_has_left_is_deleted_at_the_next_start()
    {
        var (old, current) = (Path.Combine(_fixture.DecodingPath, "old.dcm"), Path.Combine(_fixture.DecodingPath, "current.dcm"));
        await File.WriteAllTextAsync(old, "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(current, "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        using var decoding = new DecodingFolder(_fixture.Services.Context, _fixture.Settings);

        decoding.Prepare();

        Assert.Equal([current], Directory.GetFiles(_fixture.DecodingPath));
    }

    private void AssertNothingIsLeft() => Assert.Empty(Directory.GetFileSystemEntries(_fixture.DecodingPath));

    private async Task<ReadOnlyMemory<byte>> AddAsync(DicomDataSet native, string transferSyntax, Func<byte[], byte[]>? damage = null)
    {
        var (source, compressed) = (Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}"), Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}"));
        await File.WriteAllBytesAsync(source, DicomFile.ToArray(native, TransferSyntax.ExplicitVRLittleEndian), TestContext.Current.CancellationToken);
        PixelConverter.Convert(source, compressed, Syntax(transferSyntax), cancellationToken: TestContext.Current.CancellationToken);
        var file = DicomFile.Open(compressed);
        var bytes = (await File.ReadAllBytesAsync(compressed, TestContext.Current.CancellationToken))[(int)file.DataSetOffset..];
        bytes = damage?.Invoke(bytes) ?? bytes;
        await _fixture.AddAsync(file.DataSet, file.TransferSyntax, bytes);
        return bytes;
    }

    private DicomDataSet Decoded(DicomDataSet compressed, TransferSyntax transferSyntax)
    {
        var (source, native) = (Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}"), Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}"));
        File.WriteAllBytes(source, DicomFile.ToArray(compressed, transferSyntax));
        PixelConverter.Convert(source, native, TransferSyntax.ExplicitVRLittleEndian, cancellationToken: TestContext.Current.CancellationToken);
        return DicomFile.Open(native).DataSet;
    }

    private static byte[] WithoutStartOfImage(byte[] bytes)
    {
        bytes.AsSpan(bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]), 2).Clear();
        return bytes;
    }

    private static DicomDataSet Native(string sopInstance, int frames = 1, int bits = 16)
    {
        var pixels = new byte[64 * 64 * frames * bits / 8];
        for (var at = 0; at < pixels.Length; at++)
        {
            pixels[at] = (byte)(at / 16);
        }

        return new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, RetrieveFixture.SecondaryCapture).Add(Tags.SOPInstanceUID, sopInstance)
            .Add(Tags.PatientID, "P1").Add(Tags.StudyInstanceUID, "2.25.10").Add(Tags.SeriesInstanceUID, "2.25.10.1")
            .Add(Tags.SamplesPerPixel, 1).Add(Tags.PhotometricInterpretation, "MONOCHROME2").Add(Tags.NumberOfFrames, frames).Add(Tags.Rows, 64).Add(Tags.Columns, 64)
            .Add(Tags.BitsAllocated, bits).Add(Tags.BitsStored, bits).Add(Tags.HighBit, bits - 1).Add(Tags.PixelRepresentation, 0)
            .Add(Tags.PixelData, pixels, bits == 8 ? Vr.OB : Vr.OW)
            .Build();
    }

    private static TransferSyntax Syntax(string uid) => new(new Uid(uid));

    /// <summary>A vendor's, with a fault.</summary>
    private sealed class FailingDecoder : IPixelDecoder
    {
        public IReadOnlyCollection<TransferSyntax> TransferSyntaxes => [Syntax(JpegLossless)];

        public PixelDescription Decode(ReadOnlySpan<byte> encoded, TransferSyntax transferSyntax, PixelDescription description, Span<byte> frame) =>
            throw new InvalidOperationException("An error of a vendor.");
    }
}
