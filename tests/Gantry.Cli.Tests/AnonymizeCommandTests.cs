using Gantry.Dicom;

namespace Gantry.Cli.Tests;

public sealed class AnonymizeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => Path.Combine(_folder.Path, "out.dcm");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Anonymize_makes_a_copy_without_the_patient_and_warns_of_the_pixels()
    {
        var source = DicomFiles.Write(_folder, "in.dcm", DicomFiles.DataSet, TransferSyntax.ExplicitVRLittleEndian);
        var before = await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("anonymize", source, Out);

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Warning: (0028,0301) ", run.Error, StringComparison.Ordinal);
        var made = DicomFile.Read(await File.ReadAllBytesAsync(Out, TestContext.Current.CancellationToken)).DataSet;
        Assert.Equal("YES", made.GetString(Tags.PatientIdentityRemoved));
        Assert.NotEqual("2.25.1", made.GetString(Tags.SOPInstanceUID));
        Assert.DoesNotContain("無名", made.GetString(Tags.PatientName), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], made.GetBytes(Tags.PixelData).ToArray());
        Assert.Equal(before, await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Options_and_key_reach_the_result()
    {
        var dataSet = DicomFiles.DataSet.ToBuilder().Set(Tags.InstitutionName, "HOUSE").Set(Tags.StudyDescription, "HEAD").Set(Tags.StudyDate, "20240102").Build();
        var source = DicomFiles.Write(_folder, "in.dcm", dataSet, TransferSyntax.ExplicitVRLittleEndian);
        var key = Path.Combine(_folder.Path, "key");
        var texts = Path.Combine(_folder.Path, "texts");
        await File.WriteAllBytesAsync(key, new byte[16], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(texts, "HEAD\n", TestContext.Current.CancellationToken);

        string[] options =
        [
            "--retain-institution", "--retain-modified-dates", "--clean-descriptors", "--key-file", key, "--accepted-texts", texts, "--patient-name", "TRIAL^ONE",
        ];
        var first = await CommandRun.OfAsync(["anonymize", source, Out, .. options]);
        var second = await CommandRun.OfAsync(["anonymize", source, Out + "2", .. options]);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        var bytes = await File.ReadAllBytesAsync(Out, TestContext.Current.CancellationToken);
        var made = DicomFile.Read(bytes).DataSet;
        Assert.Equal(("HOUSE", "HEAD", "TRIAL^ONE"), (made.GetString(Tags.InstitutionName), made.GetString(Tags.StudyDescription), made.GetString(Tags.PatientName)));
        Assert.NotNull(made.GetDate(Tags.StudyDate));
        Assert.NotEqual("20240102", made.GetString(Tags.StudyDate));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Out + "2", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_line_and_leaves_no_file()
    {
        var source = DicomFiles.Write(_folder, "in.dcm", DicomFiles.DataSet, TransferSyntax.ExplicitVRLittleEndian);
        var text = Path.Combine(_folder.Path, "text");
        var empty = Path.Combine(_folder.Path, "empty");
        await File.WriteAllTextAsync(text, "This is no DICOM file.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(empty, "", TestContext.Current.CancellationToken);
        string[][] wrong =
        [
            [text, Out],
            [source + ".missing", Out],
            [source, source],
            [source, Out, "--retain-full-dates", "--retain-modified-dates"],
            [source, Out, "--key-file", empty],
            [source, Out, "--patient-id", "A\\B"],
        ];

        foreach (var arguments in wrong)
        {
            var run = await CommandRun.OfAsync(["anonymize", .. arguments]);

            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.DoesNotContain("Parameter", run.Error, StringComparison.Ordinal);
            Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
        }
    }
}
