using System.Text;
using Gantry.Dicom;

namespace Gantry.Cli.Tests;

public sealed class JsonCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_writes_the_whole_data_set_on_one_line()
    {
        var run = await CommandRun.OfAsync("json", DicomFiles.Write(_folder, "one.dcm", DicomFiles.DataSet, TransferSyntax.ExplicitVRLittleEndian));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(DataSetDigest.Of(DicomFiles.DataSet), DataSetDigest.Of(DicomJsonReader.Read(Encoding.UTF8.GetBytes(Assert.Single(run.Lines)))));
    }

    [Fact]
    public async Task Json_leaves_bulk_data_out_where_that_is_asked_for()
    {
        var dataSet = DicomFiles.DataSet.ToBuilder().Set(Tags.PixelData, new byte[4_000]).Build();
        var run = await CommandRun.OfAsync("json", "--metadata", DicomFiles.Write(_folder, "one.dcm", dataSet, TransferSyntax.ExplicitVRLittleEndian));

        var read = DicomJsonReader.Read(Encoding.UTF8.GetBytes(Assert.Single(run.Lines)));
        Assert.False(read.Contains(Tags.PixelData));
        Assert.Equal(dataSet.Count - 1, read.Count);
    }

    [Fact]
    public async Task Json_of_what_is_no_dicom_file_says_so_in_one_line()
    {
        var path = Path.Combine(_folder.Path, "text.dcm");
        await File.WriteAllTextAsync(path, "This is no DICOM file.", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("json", path);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("Not a DICOM file", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
