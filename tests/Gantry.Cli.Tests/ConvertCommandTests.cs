using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Cli.Tests;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rle", "1.2.840.10008.1.2.5")]
    [InlineData("jpeg-ls", "1.2.840.10008.1.2.4.80")]
    [InlineData("jpeg-lossless", "1.2.840.10008.1.2.4.70")]
    [InlineData("jpeg2000-lossless", "1.2.840.10008.1.2.4.90")]
    [InlineData("1.2.840.10008.1.2.2", "1.2.840.10008.1.2.2")]
    public async Task A_file_becomes_one_of_another_transfer_syntax(string name, string uid)
    {
        Assert.SkipUnless(PixelCodecs.BuiltIn.Encoded.Contains(new TransferSyntax(new Uid(uid))), "OpenJPEG is not installed.");
        var source = Image();
        var result = Path.Combine(_folder.Path, "result.dcm");
        var run = await CommandRun.OfAsync("convert", source, "--to", name, "-o", result);

        Assert.Equal((0, result), (run.ExitCode, run.Output.Trim()));
        Assert.Equal(uid, DicomFile.Open(result).TransferSyntax.Uid.Value);
    }

    [Fact]
    public async Task What_cannot_be_is_said_in_a_line()
    {
        var source = Image();
        var unknown = await CommandRun.OfAsync("convert", source, "--to", "nonsense");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("nonsense is no transfer syntax", unknown.Error, StringComparison.Ordinal);

        var impossible = await CommandRun.OfAsync("convert", source, "--to", "jpeg");
        Assert.Equal(2, impossible.ExitCode);
        Assert.Single(impossible.Error.Trim().Split('\n'));

        Assert.Equal(2, (await CommandRun.OfAsync("convert", Path.Combine(_folder.Path, "missing.dcm"), "--to", "rle")).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync("convert", source, "--to", "jpeg", "--quality", "101")).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync("convert", source, "--to", "jpeg2000", "--ratio", "0")).ExitCode);
    }

    private string Image()
    {
        var path = Path.Combine(_folder.Path, "image.dcm");
        var image = new DicomDataSetBuilder().Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.1"))
            .Set(Tags.Rows, 2).Set(Tags.Columns, 2).Set(Tags.SamplesPerPixel, 1).Set(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Set(Tags.BitsAllocated, 16).Set(Tags.BitsStored, 12).Set(Tags.HighBit, 11).Set(Tags.PixelRepresentation, 0)
            .Set(new DicomBytes(Tags.PixelData, Vr.OW, new byte[] { 1, 0, 2, 0, 3, 0, 4, 0 })).Build();
        File.WriteAllBytes(path, DicomFile.ToArray(image, TransferSyntax.ExplicitVRLittleEndian));
        return path;
    }
}
