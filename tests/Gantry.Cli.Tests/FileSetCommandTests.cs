using Gantry.Dicom;

namespace Gantry.Cli.Tests;

public sealed class FileSetCommandTests : IDisposable
{
    private static readonly string[] OneStudy = ["DICOM", "PAT00001", "STU00001", "SER00001"];
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _medium = new();

    public void Dispose()
    {
        _folder.Dispose();
        _medium.Dispose();
    }

    [Fact]
    public async Task Files_of_any_encoding_become_what_a_cd_may_have()
    {
        Image("a.dcm", 1, TransferSyntax.ImplicitVRLittleEndian);
        Image("b.dcm", 2, TransferSyntax.ExplicitVRBigEndian);
        var run = await CommandRun.OfAsync("fileset", _medium.Path, _folder.Path, "--id", "TEST 1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"2 added, 0 failed; 2 in {Path.Combine(_medium.Path, "DICOMDIR")}", run.Output.Trim());
        var directory = Directory();
        Assert.Equal("TEST 1", directory.Id);
        Assert.Equal(["PATIENT", "STUDY", "SERIES", "IMAGE", "IMAGE"], directory.AllRecords.Select(record => record.Type));
        Assert.Equal([[.. OneStudy, "IMG00001"], [.. OneStudy, "IMG00002"]], directory.AllRecords.Where(record => record.File is not null).Select(record => record.File!.Id.ToArray()));
        var file = DicomFile.Open(Path.Combine([_medium.Path, .. OneStudy, "IMG00002"]));
        Assert.Equal(TransferSyntax.ExplicitVRLittleEndian, file.TransferSyntax);
        Assert.Equal([1, 2, 3, 4], file.DataSet.GetBytes(Tags.PixelData).ToArray());
    }

    [Fact]
    public async Task A_profile_allows_its_compression_and_no_other()
    {
        Image("a.dcm", 1, TransferSyntax.ExplicitVRLittleEndian);
        var refused = await CommandRun.OfAsync("fileset", _medium.Path, _folder.Path, "--to", "jpeg-lossless");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("STD-GEN-CD does not allow", refused.Error, StringComparison.Ordinal);

        var run = await CommandRun.OfAsync("fileset", _medium.Path, _folder.Path, "--profile", "std-gen-dvd-jpeg", "--to", "jpeg-lossless");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Uids.JPEGLosslessSV1, Directory().AllRecords.Last().File!.TransferSyntaxUid);
    }

    [Fact]
    public async Task What_is_there_stays_and_what_cannot_be_added_is_named()
    {
        Image("a.dcm", 1, TransferSyntax.ExplicitVRLittleEndian);
        await CommandRun.OfAsync("fileset", _medium.Path, _folder.Path);
        var uid = Directory().Uid;
        Image("b.dcm", 2, TransferSyntax.ExplicitVRLittleEndian);
        File.WriteAllText(Path.Combine(_folder.Path, "c.txt"), "no DICOM at all");

        var run = await CommandRun.OfAsync("fileset", _medium.Path, _folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("1 added, 2 failed; 2 in", run.Output, StringComparison.Ordinal);
        Assert.Contains("a.dcm: Instance 2.25.1 is in the file-set already.", run.Error, StringComparison.Ordinal);
        Assert.Contains("c.txt: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(uid, Directory().Uid);
        Assert.DoesNotContain(System.IO.Directory.EnumerateFiles(_medium.Path), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_of_the_medium_is_made_once()
    {
        Image("a.dcm", 1, TransferSyntax.ExplicitVRLittleEndian);
        var iso = Path.Combine(_folder.Path, "cd.iso");
        var run = await CommandRun.OfAsync("fileset", _medium.Path, Path.Combine(_folder.Path, "a.dcm"), "--id", "TEST 1", "--iso", iso);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var image = File.ReadAllBytes(iso);
        Assert.Equal("TEST_1", System.Text.Encoding.ASCII.GetString(image, (16 * 2_048) + 40, 32).TrimEnd());
        Assert.True(image.AsSpan().IndexOf(File.ReadAllBytes(Path.Combine(_medium.Path, "DICOMDIR"))) > 0);

        Image("b.dcm", 2, TransferSyntax.ExplicitVRLittleEndian);
        var again = await CommandRun.OfAsync("fileset", _medium.Path, Path.Combine(_folder.Path, "b.dcm"), "--iso", iso);
        Assert.Equal((2, $"{iso} exists."), (again.ExitCode, again.Error.Trim()));
        Assert.Equal(image, File.ReadAllBytes(iso));
    }

    [Theory]
    [InlineData("--profile", "STD-GEN-TAPE", "STD-GEN-TAPE is no profile")]
    [InlineData("--id", "small letters", "cannot be a File-set ID")]
    [InlineData("--to", "nonsense", "nonsense is no transfer syntax")]
    public async Task Mistakes_are_said_in_a_line(string option, string value, string sentence)
    {
        var run = await CommandRun.OfAsync("fileset", _medium.Path, Image("a.dcm", 1, TransferSyntax.ExplicitVRLittleEndian), option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_medium.Path, "DICOMDIR")));
    }

    [Fact]
    public async Task Nothing_added_is_no_file_set()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "c.txt"), "no DICOM at all");
        var run = await CommandRun.OfAsync("fileset", _medium.Path, _folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith("Nothing was added: the file-set is as it was.", run.Error.Trim(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_medium.Path, "DICOMDIR")));
    }

    private FileSetDirectory Directory() => FileSetDirectory.Read(DicomFile.Open(Path.Combine(_medium.Path, "DICOMDIR")));

    private string Image(string name, int number, TransferSyntax syntax) => DicomFiles.Write(
        _folder,
        name,
        new DicomDataSetBuilder()
            .Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, $"2.25.{number}").Set(Tags.StudyInstanceUID, "1.1").Set(Tags.SeriesInstanceUID, "1.1.1")
            .Set(Tags.PatientID, "P1").Set(Tags.PatientName, "ANON^ONE").Set(Tags.Modality, "OT").Set(Tags.InstanceNumber, number)
            .Set(Tags.Rows, 2).Set(Tags.Columns, 2).Set(Tags.SamplesPerPixel, 1).Set(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Set(Tags.BitsAllocated, 8).Set(Tags.BitsStored, 8).Set(Tags.HighBit, 7).Set(Tags.PixelRepresentation, 0)
            .Set(Tags.PixelData, new byte[] { 1, 2, 3, 4 }, Vr.OB).Build(),
        syntax);
}
