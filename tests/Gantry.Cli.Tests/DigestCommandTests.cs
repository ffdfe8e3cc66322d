using System.Text.Json;
using Gantry.Dicom;

namespace Gantry.Cli.Tests;

public sealed class DigestCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Digest_writes_one_line_of_json_for_each_file_and_fails_at_the_end_for_an_unreadable_one()
    {
        var dataSet = DicomFiles.DataSet;
        var first = DicomFiles.Write(_folder, "first.dcm", dataSet, TransferSyntax.ExplicitVRLittleEndian);
        var second = DicomFiles.Write(_folder, "second.dcm", dataSet, TransferSyntax.ImplicitVRLittleEndian);
        var text = Path.Combine(_folder.Path, "text.dcm");
        await File.WriteAllTextAsync(text, "This is no DICOM file.", TestContext.Current.CancellationToken);
        var missing = Path.Combine(_folder.Path, "missing.dcm");

        var run = await CommandRun.OfAsync("digest", first, text, missing, _folder.Path, second);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        var lines = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([first, text, missing, _folder.Path, second], lines.Select(line => line.GetProperty("file").GetString()!));
        var digest = DataSetDigest.Of(dataSet);
        Assert.All([lines[0], lines[4]], line =>
        {
            Assert.Equal(digest.ElementCount, line.GetProperty("n_all").GetInt64());
            Assert.Equal(digest.CanonicalSha256, line.GetProperty("canon_sha256").GetString());
        });
        Assert.All(lines[1..4], line =>
        {
            Assert.NotEmpty(line.GetProperty("error").GetString()!);
            Assert.False(line.TryGetProperty("n_all", out _));
        });
    }

    [Fact]
    public async Task Digest_of_readable_files_succeeds()
    {
        var run = await CommandRun.OfAsync("digest", DicomFiles.Write(_folder, "one.dcm", DicomFiles.DataSet, TransferSyntax.DeflatedExplicitVRLittleEndian));

        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Lines);
    }

    [Fact]
    public async Task Digest_of_nothing_is_refused() => Assert.Equal(2, (await CommandRun.OfAsync("digest")).ExitCode);
}
