using System.Text.Json;
using Gantry.Dicom;

namespace Gantry.Cli.Tests;

public sealed class ValidateCommandTests : IDisposable
{
    private static readonly DicomDataSet Good = new DicomDataSetBuilder(DicomFiles.DataSet).Set(Tags.StudyInstanceUID, "2.25.3").Set(Tags.SeriesInstanceUID, "2.25.4").Build();

    private static readonly DicomDataSet Bad = new DicomDataSetBuilder(Good)
        .Set(new DicomBytes(Tags.PatientBirthDate, Vr.DA, "19700231"u8.ToArray()))
        .Set(Tags.ReferencedImageSequence, new DicomDataSetBuilder().Add(new DicomBytes(Tags.ReferencedSOPInstanceUID, Vr.UI, "2.25.x"u8.ToArray())).Build())
        .Build();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_good_file_is_told_so()
    {
        var path = Write("good.dcm", Good);
        var run = await CommandRun.OfAsync("validate", path);

        Assert.Equal((0, "", $"{path}: nothing is wrong"), (run.ExitCode, run.Error, Assert.Single(run.Lines)));
    }

    [Fact]
    public async Task Each_fault_is_a_line()
    {
        var path = Write("bad.dcm", Bad);
        var run = await CommandRun.OfAsync("validate", Write("good.dcm", Good), path);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                $"{path}: error malformed 00081140[1].00081155 ReferencedSOPInstanceUID: '2.25.x' is no UID.",
                $"{path}: error malformed 00100030 PatientBirthDate: '19700231' is no date: YYYYMMDD.",
            ],
            run.Lines[1..]);
    }

    [Fact]
    public async Task As_json_each_file_is_a_line()
    {
        var run = await CommandRun.OfAsync("validate", "--json", Write("good.dcm", Good), Write("bad.dcm", Bad));

        Assert.Equal(1, run.ExitCode);
        var lines = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(0, lines[0].GetProperty("findings").GetArrayLength());
        var finding = lines[1].GetProperty("findings")[0];
        Assert.Equal(("error", "malformed", "00081140/0/00081155"), (finding.GetProperty("severity").GetString(), finding.GetProperty("code").GetString(), finding.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task An_unreadable_file_is_one_line_on_the_error_output_and_the_others_are_looked_at()
    {
        var text = Path.Combine(_folder.Path, "text.txt");
        await File.WriteAllTextAsync(text, "no DICOM", TestContext.Current.CancellationToken);
        var run = await CommandRun.OfAsync("validate", text, Path.Combine(_folder.Path, "missing.dcm"), Write("bad.dcm", Bad));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(2, run.Error.TrimEnd().Split('\n').Length);
        Assert.Equal(2, run.Lines.Length);
    }

    private string Write(string name, DicomDataSet dataSet) => DicomFiles.Write(_folder, name, dataSet, TransferSyntax.ExplicitVRLittleEndian);
}
