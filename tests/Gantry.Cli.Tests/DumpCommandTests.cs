using Gantry.Dicom;

namespace Gantry.Cli.Tests;

public sealed class DumpCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dump_shows_file_meta_information_and_data_set()
    {
        var run = await CommandRun.OfAsync("dump", DicomFiles.Write(_folder, "one.dcm", DicomFiles.DataSet, TransferSyntax.ExplicitVRLittleEndian));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("(0002,0010) UI     20 TransferSyntaxUID [1.2.840.10008.1.2.1] Explicit VR Little Endian", run.Lines);
        Assert.Contains("(0010,0010) PN     20 PatientName [ANON^ONE=無名^一]", run.Lines);
        Assert.Contains("(7FE0,0010) OW      4 PixelData 01 02 03 04", run.Lines);
    }

    [Theory]
    [InlineData("--width", "0")]
    [InlineData("--width", "x")]
    public async Task Dump_refuses_a_width_that_is_none(string option, string value) =>
        Assert.Equal(2, (await CommandRun.OfAsync("dump", "one.dcm", option, value)).ExitCode);

    [Fact]
    public async Task Dump_of_a_missing_file_says_so_in_one_line()
    {
        var run = await CommandRun.OfAsync("dump", Path.Combine(_folder.Path, "missing.dcm"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
