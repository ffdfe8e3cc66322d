using Gantry.Dicom;

namespace Gantry.Cli.Tests;

public sealed class RenderCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out.png", "89504E47")]
    [InlineData("out.jpg", "FFD8FF")]
    public async Task A_frame_becomes_an_image(string name, string start)
    {
        var output = Path.Combine(_folder.Path, name);
        var run = await CommandRun.OfAsync("render", Image(), "--window", "40,400", "--frame", "2", "-o", output);

        Assert.Equal((0, output), (run.ExitCode, run.Output.Trim()));
        Assert.StartsWith(start, Convert.ToHexString(File.ReadAllBytes(output)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--frame", "3")]
    [InlineData("--window", "40")]
    [InlineData("--window", "40,0")]
    [InlineData("--window", "40,400,round")]
    [InlineData("--cache", "folder")]
    [InlineData("--size", "0")]
    [InlineData("-o", "image.gif")]
    public async Task What_cannot_be_is_said_in_a_line(string option, string value)
    {
        var run = await CommandRun.OfAsync("render", Image(), option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_thumbnail_is_rendered_once()
    {
        var (image, cache) = (Image(), Path.Combine(_folder.Path, "cache"));
        var first = await CommandRun.OfAsync("render", image, "--thumbnail", "--cache", cache, "--window", "3,2,linear-exact");

        Assert.Equal((0, image + ".thumbnail.jpg"), (first.ExitCode, first.Output.Trim()));
        var kept = Assert.Single(Directory.GetFiles(cache));
        var bytes = File.ReadAllBytes(kept);
        Assert.Equal(bytes, File.ReadAllBytes(image + ".thumbnail.jpg"));

        // What is kept is what is given: here with a mark in it, behind the picture.
        File.WriteAllBytes(kept, [.. bytes, 0, 0xFF, 0xD9]);
        await CommandRun.OfAsync("render", image, "--thumbnail", "--cache", cache, "--window", "3,2,linear-exact");
        Assert.Equal(File.ReadAllBytes(kept), File.ReadAllBytes(image + ".thumbnail.jpg"));

        await CommandRun.OfAsync("render", image, "--thumbnail", "--cache", cache);
        Assert.Equal(2, Directory.GetFiles(cache).Length);
    }

    private string Image()
    {
        var path = Path.Combine(_folder.Path, "image.dcm");
        var image = new DicomDataSetBuilder().Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, new Uid("2.25.1"))
            .Set(Tags.Rows, 1).Set(Tags.Columns, 2).Set(Tags.SamplesPerPixel, 1).Set(Tags.PhotometricInterpretation, "MONOCHROME2").Set(Tags.NumberOfFrames, 2)
            .Set(Tags.BitsAllocated, 16).Set(Tags.BitsStored, 12).Set(Tags.HighBit, 11).Set(Tags.PixelRepresentation, 0)
            .Set(new DicomBytes(Tags.PixelData, Vr.OW, new byte[] { 1, 0, 2, 0, 3, 0, 4, 0 })).Build();
        File.WriteAllBytes(path, DicomFile.ToArray(image, TransferSyntax.ExplicitVRLittleEndian));
        return path;
    }
}
