using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Tests;

public sealed class StoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folders_and_files_are_stored()
    {
        var one = Write("one.dcm", "2.25.1");
        Write(Path.Combine("below", "two.dcm"), "2.25.2");
        await using var pacs = new PacsServer();
        var run = await CommandRun.OfAsync("store", pacs.Name, Path.Combine(_folder.Path, "below"), one);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"2 stored at {pacs.Name}, ", run.Output, StringComparison.Ordinal);
        Assert.Equal(["2.25.1", "2.25.2"], pacs.Stored.Keys.Order());
    }

    [Fact]
    public async Task What_fails_is_told_and_the_exit_code_is_1()
    {
        Write("1.dcm", "2.25.1");
        Write("2.dcm", "2.25.2");
        File.WriteAllText(Path.Combine(_folder.Path, "3.txt"), new string('x', 300));
        await using var pacs = new PacsServer
        {
            OnRequest = (request, _, _, _) => new(request.Command.SopInstanceUid.Value == "2.25.2" ? new DimseResponse(DimseStatus.CannotUnderstand) { ErrorComment = "No" } : DimseStatus.Success),
        };
        var run = await CommandRun.OfAsync("store", pacs.Name, _folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("; 2 failed", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(_folder.Path, "2.dcm")}: refused with status C000H: No", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(_folder.Path, "3.txt")}: Not a DICOM file", run.Error, StringComparison.Ordinal);

        var json = await CommandRun.OfAsync("store", pacs.Name, _folder.Path, "--json");
        Assert.Equal((1, 4, ""), (json.ExitCode, json.Lines.Length, json.Error));
        Assert.Contains("\"result\":\"refused\"", json.Output, StringComparison.Ordinal);
        Assert.StartsWith("{\"summary\":{\"stored\":1,\"warnings\":0,\"failed\":2,\"skipped\":0,", json.Lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_DICOMDIR_lists_the_files_and_none_outside_is_read()
    {
        Write("IMAGES/IM1", "2.25.1");
        Write("IMAGES/OTHER", "2.25.3");
        Write("../" + Path.GetFileName(_folder.Path) + "-outside", "2.25.2");
        try
        {
            var directory = new DicomDataSetBuilder()
                .Add(Tags.SOPClassUID, Uids.MediaStorageDirectoryStorage)
                .Add(Tags.SOPInstanceUID, "2.25.9")
                .Add(Tags.DirectoryRecordSequence, [Record("IMAGES", "IM1"), Record("..", Path.GetFileName(_folder.Path) + "-outside")])
                .Build();
            var path = Path.Combine(_folder.Path, "DICOMDIR");
            File.WriteAllBytes(path, DicomFile.ToArray(directory, TransferSyntax.ExplicitVRLittleEndian));
            await using var pacs = new PacsServer();
            var run = await CommandRun.OfAsync("store", pacs.Name, path);
            Assert.Equal(1, run.ExitCode);
            Assert.Equal(["2.25.1"], pacs.Stored.Keys);
            Assert.Contains("is no name of a file below the DICOMDIR's folder", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(_folder.Path + "-outside");
        }
    }

    [Fact]
    public async Task A_journal_resumes_what_was_interrupted_and_sends_what_has_changed_since()
    {
        for (var i = 1; i <= 5; i++)
        {
            Write($"{i}.dcm", $"2.25.{i}");
        }

        var journal = Path.Combine(_folder.Path, "..", Path.GetFileName(_folder.Path) + ".journal");
        try
        {
            await using var pacs = new PacsServer { OnRequest = (request, _, _, _) => new(request.Command.SopInstanceUid.Value is "2.25.2" or "2.25.4" ? DimseStatus.CannotUnderstand : DimseStatus.Success) };
            var run = await CommandRun.OfAsync("store", pacs.Name, _folder.Path, "--resume", journal);
            Assert.Equal((1, 3), (run.ExitCode, File.ReadAllLines(journal).Length));

            File.AppendAllText(journal, "{\"peer\":\"cut o"); // the power went
            pacs.OnRequest = (_, _, _, _) => new(DimseStatus.Success);
            pacs.Requests.Clear();
            Write("5.dcm", "2.25.55");
            File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "5.dcm"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            run = await CommandRun.OfAsync("store", pacs.Name, _folder.Path, "--resume", journal);
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("; 2 stored before", run.Output, StringComparison.Ordinal);
            Assert.Equal(["2.25.2", "2.25.4", "2.25.55"], pacs.Requests.Select(request => request.Command.SopInstanceUid.Value).Order());
            Assert.Equal(6, File.ReadAllLines(journal).Length);

            // Another peer has acknowledged nothing.
            await using var other = new PacsServer();
            Assert.Equal(0, (await CommandRun.OfAsync("store", other.Name, _folder.Path, "--resume", journal)).ExitCode);
            Assert.Equal(5, other.Stored.Count);

            var notAJournal = await CommandRun.OfAsync("store", pacs.Name, _folder.Path, "--resume", Path.Combine(_folder.Path, "1.dcm"));
            Assert.Equal((2, true), (notAJournal.ExitCode, notAJournal.Error.Contains("is not a journal of gantry store", StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_said_so()
    {
        await using var pacs = new PacsServer();
        var run = await CommandRun.OfAsync("store", pacs.Name, Path.Combine(_folder.Path, "absent"));
        Assert.Equal((2, $"{Path.Combine(_folder.Path, "absent")}: there is no such file or folder."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task On_a_terminal_failures_are_told_when_the_bar_is_gone()
    {
        Write("1.dcm", "2.25.1");
        Write("2.dcm", "2.25.2");
        await using var pacs = new PacsServer { OnRequest = (request, _, _, _) => new(request.Command.SopInstanceUid.Value == "2.25.2" ? DimseStatus.CannotUnderstand : DimseStatus.Success) };
        var run = await CommandRun.OfAsync(["store", pacs.Name, _folder.Path], _ => null, isTerminal: true);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("1 stored at", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"{Path.Combine(_folder.Path, "2.dcm")}: refused with status C000H\n", run.Error, StringComparison.Ordinal);
    }

    private static DicomDataSet Record(params string[] id) => new DicomDataSetBuilder().Add(Tags.ReferencedFileID, System.Text.Encoding.ASCII.GetBytes(Even(string.Join('\\', id))), Vr.CS).Build();

    private static string Even(string text) => text.Length % 2 == 0 ? text : text + " ";

    private string Write(string name, string uid)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.Path, name))!);
        return DicomFiles.Write(_folder, name, DicomFiles.DataSet.ToBuilder().Set(Tags.SOPInstanceUID, uid).Build(), TransferSyntax.ExplicitVRLittleEndian);
    }
}
