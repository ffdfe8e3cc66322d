namespace Gantry.Dicom.Imaging.Tests;

public sealed class PixelConverterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-convert").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_lossy_result_is_another_instance_and_says_what_was_lost()
    {
        var samples = Enumerable.Range(0, 64 * 64).Select(at => (byte)(at / 16)).ToArray();
        var source = Store(PixelDataTests.Described(64, 64, 8, 1).Set(Tags.ImageType, ["ORIGINAL", "PRIMARY", "AXIAL"]).Set(new DicomBytes(Tags.PixelData, Vr.OB, samples)));
        var result = Convert(source, new TransferSyntax(Uids.JPEGBaseline8Bit)).DataSet;

        Assert.Equal("01", result.GetString(Tags.LossyImageCompression));
        Assert.Equal("ISO_10918_1", result.GetString(Tags.LossyImageCompressionMethod));
        Assert.InRange(result.GetDouble(Tags.LossyImageCompressionRatio) ?? 0, 2, 100);
        Assert.Equal(["DERIVED", "PRIMARY", "AXIAL"], result.GetStrings(Tags.ImageType));
        Assert.NotEqual("2.25.1", result.GetString(Tags.SOPInstanceUID));
        Assert.Equal("2.25.1", Assert.Single(result.GetItems(Tags.SourceImageSequence)).GetString(Tags.ReferencedSOPInstanceUID));

        // Lost stays lost, and a lossless result of it is the same instance still.
        var back = Convert(Path.Combine(_folder, "result.dcm"), TransferSyntax.ExplicitVRLittleEndian, "back.dcm").DataSet;
        Assert.Equal("01", back.GetString(Tags.LossyImageCompression));
        Assert.Equal(result.GetString(Tags.SOPInstanceUID), back.GetString(Tags.SOPInstanceUID));
        Assert.All(back.GetBytes(Tags.PixelData).ToArray().Zip(samples), pair => Assert.InRange(pair.First - pair.Second, -6, 6));
    }

    [Fact]
    public void What_is_in_the_transfer_syntax_already_is_copied_as_it_is()
    {
        var samples = Enumerable.Range(0, 64 * 64).Select(at => (byte)(at / 16)).ToArray();
        var source = Store(PixelDataTests.Described(64, 64, 8, 1).Set(new DicomBytes(Tags.PixelData, Vr.OB, samples)));
        Convert(source, new TransferSyntax(Uids.JPEGBaseline8Bit));
        Convert(Path.Combine(_folder, "result.dcm"), new TransferSyntax(Uids.JPEGBaseline8Bit), "again.dcm");

        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "result.dcm")), File.ReadAllBytes(Path.Combine(_folder, "again.dcm")));
    }

    [Fact]
    public void Colour_is_described_as_it_is_encoded()
    {
        var samples = Enumerable.Range(0, 16 * 16).SelectMany(_ => (byte[])[200, 40, 60]).ToArray();
        var source = Store(PixelDataTests.Described(16, 16, 8, 1).Set(Tags.SamplesPerPixel, 3).Set(Tags.PhotometricInterpretation, "RGB").Set(Tags.PlanarConfiguration, 0)
            .Set(new DicomBytes(Tags.PixelData, Vr.OB, samples)));
        Assert.Equal("YBR_FULL_422", Convert(source, new TransferSyntax(Uids.JPEGBaseline8Bit)).DataSet.GetString(Tags.PhotometricInterpretation));

        var back = Convert(Path.Combine(_folder, "result.dcm"), TransferSyntax.ImplicitVRLittleEndian, "back.dcm").DataSet;
        Assert.Equal("RGB", back.GetString(Tags.PhotometricInterpretation));
        Assert.All(back.GetBytes(Tags.PixelData).ToArray().Zip(samples), pair => Assert.InRange(pair.First - pair.Second, -4, 4));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.8.1")]
    [InlineData("1.2.840.10008.1.2.1.98")]
    public void Frames_of_single_bits_stay_without_gaps(string syntax)
    {
        var source = Store(PixelDataTests.Described(1, 5, 1, 3).Set(new DicomBytes(Tags.PixelData, Vr.OB, new byte[] { 0b1101_0101, 0b0111_1101 })));
        var compressed = Convert(source, new TransferSyntax(new Uid(syntax)));
        Assert.Equal(3, Assert.IsType<DicomFragments>(compressed.DataSet[Tags.PixelData]).Fragments.Length);

        var back = Convert(Path.Combine(_folder, "result.dcm"), TransferSyntax.ExplicitVRBigEndian, "back.dcm").DataSet;
        Assert.Equal([0b1101_0101, 0b0111_1101], back.GetBytes(Tags.PixelData).ToArray());
    }

    [Fact]
    public void What_cannot_be_leaves_nothing_behind()
    {
        var signed = Store(PixelDataTests.Described(2, 2, 16, 1).Set(Tags.PixelRepresentation, 1).Set(new DicomBytes(Tags.PixelData, Vr.OW, new byte[8])));
        Assert.Throws<PixelDataException>(() => Convert(signed, new TransferSyntax(Uids.JPEGLSNearLossless)));
        Assert.Throws<PixelDataException>(() => Convert(signed, new TransferSyntax(Uids.JPEGBaseline8Bit)));
        Assert.Throws<PixelDataException>(() => Convert(signed, new TransferSyntax(new Uid("1.2.840.10008.1.2.4.100"))));
        var cut = Store(PixelDataTests.Described(2, 2, 16, 2).Set(new DicomBytes(Tags.PixelData, Vr.OW, new byte[12])), "cut.dcm");
        Assert.Throws<PixelDataException>(() => Convert(cut, new TransferSyntax(Uids.RLELossless)));
        Assert.Throws<PixelDataException>(() => Convert(cut, TransferSyntax.ImplicitVRLittleEndian));
        Assert.Throws<IOException>(() => Convert(signed, TransferSyntax.ImplicitVRLittleEndian, "cut.dcm"));

        Assert.Equal(["cut.dcm", "source.dcm"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    private string Store(DicomDataSetBuilder dataSet, string name = "source.dcm")
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, DicomFile.ToArray(
            dataSet.Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.1")).Build(), TransferSyntax.ExplicitVRLittleEndian));
        return path;
    }

    private DicomFile Convert(string source, TransferSyntax to, string name = "result.dcm")
    {
        PixelConverter.Convert(source, Path.Combine(_folder, name), to, cancellationToken: Cancellation);
        var result = DicomFile.Open(Path.Combine(_folder, name));
        Assert.Equal(to, result.TransferSyntax);
        Assert.Equal(result.FileMeta!.MediaStorageSopInstanceUid!.Value.Value, result.DataSet.GetString(Tags.SOPInstanceUID));
        return result;
    }

    // 96 frames of 512 KB, the number of each in its first sample.
}
