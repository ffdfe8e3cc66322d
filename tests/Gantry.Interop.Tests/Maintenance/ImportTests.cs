using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Files that lie on the server's machine are stored as if they were sent: by the same rules, and none twice.</summary>
public sealed class ImportTests(PolicyGantry shared) : IClassFixture<PolicyGantry>, IDisposable
{
    private static readonly Uri Import = new("/admin/import", UriKind.Relative);

    private readonly TemporaryFolder _folder = new();

    private GantryProcess Gantry => shared.Gantry;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folders_and_archives_are_imported_byte_for_byte_what_is_no_instance_is_told_and_a_second_time_nothing_is_stored()
    {
        var study = Uid.New();
        Sample[] samples = [.. Enumerable.Range(1, 40).Select(number => Samples.Make(study, number: number, patientId: "ANONIMP1", pixelBytes: number == 40 ? 2_000_000 : 1_000))];
        var files = _folder.Folder("files");
        var below = _folder.Folder(Path.Combine("files", "below"));
        foreach (var (number, sample) in samples.Take(20).Index())
        {
            // Files of old devices have no preamble.
            await File.WriteAllBytesAsync(Path.Combine(number % 2 == 0 ? files : below, $"{number}"), number == 7 ? sample.DataSet : sample.File(), TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(below, "notes.txt"), "no instance", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(below, "plan.dcm"), Samples.Make(sopClass: Uids.ModalityPerformedProcedureStep).File(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(files, "DICOMDIR"), "passed over", TestContext.Current.CancellationToken);
        var archive = Zip(samples.Skip(20));

        var run = await Gantry.CliAsync("import", files, archive, "--ae", "IMPORTER");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Completed: 42 of 42 files, 40 instances stored, 0 were there, 1 failed, 1 unreadable", run.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(below, "notes.txt") + ": Unreadable: Not a DICOM file", run.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(below, "plan.dcm") + ": NotAccepted: ", run.Output, StringComparison.Ordinal);
        var stored = await RetrieveAsync(study);
        Assert.Equal(40, stored.Count);
        Assert.All(samples, sample => Assert.Equal(sample.DataSet, stored[sample.Instance.Value]));
        Assert.True(File.Exists(Path.Combine(below, "notes.txt")));

        var again = Parse(await Gantry.CliAsync("import", files, archive, "--ae", "IMPORTER", "--json"), exitCode: 1);
        Assert.Equal((0, 40, 1, 1), (Number(again, "stored"), Number(again, "present"), Number(again, "failed"), Number(again, "unreadable")));
        Assert.Equal(2, again.GetProperty("problems").GetArrayLength());
        var statistics = Parse(await Gantry.CliAsync("statistics", "--json"), exitCode: 0);
        Assert.InRange(Number(statistics.GetProperty("catalog"), "instances"), 40, int.MaxValue);
        Assert.Equal(Number(statistics.GetProperty("catalog"), "instances"), statistics.GetProperty("modalities").EnumerateArray().Sum(modality => Number(modality, "instances")));
        await Until.TrueAsync(
            async () => (await Gantry.CliAsync("log", "find", "--ae", "IMPORTER", "--command", "C-STORE", "-n", "100", "--json")).Succeeded().Lines.Count(line => line.Length > 0) == 40,
            "the transaction log has a record of each, once");
        Assert.DoesNotContain("notes.txt", Gantry.Output, StringComparison.Ordinal); // names of files are patients' more often than not
    }

    [Fact]
    public async Task The_policies_of_the_AE_hold()
    {
        var first = Samples.Make(patientId: "ANONIMP2");
        var second = first with { DataSet = Samples.Make(first.Study, first.Series, patientId: "ANONIMP2", more: data => data.Set(Tags.SOPInstanceUID, first.Instance).Set(Tags.PatientComments, "other")).DataSet };
        var file = _folder.File("image.dcm");
        await File.WriteAllBytesAsync(file, first.File(), TestContext.Current.CancellationToken);
        (await Gantry.CliAsync("import", file)).Succeeded();
        await File.WriteAllBytesAsync(file, second.File(), TestContext.Current.CancellationToken);

        var compared = await Gantry.CliAsync("import", file, "--ae", "COMPARE");
        Assert.Equal(1, compared.ExitCode);
        Assert.Contains("Refused (0111H)", compared.Output, StringComparison.Ordinal);
        (await Gantry.CliAsync("import", file, "--ae", "REPLACE3")).Succeeded();
        Assert.Equal(second.DataSet, Assert.Single(await RetrieveAsync(first.Study)).Value);

        var coerced = Samples.Make(patientId: "ANONIMP3");
        await File.WriteAllBytesAsync(file, coerced.File(), TestContext.Current.CancellationToken);
        Assert.Contains("1 instances stored (1 with a warning)", (await Gantry.CliAsync("import", file, "--ae", "COERCED")).Succeeded().Output, StringComparison.Ordinal);
        var kept = DataSetReader.Read(Assert.Single(await RetrieveAsync(coerced.Study)).Value, coerced.TransferSyntax);
        Assert.Equal("N-ANONIMP3", kept.GetString(Tags.PatientID));
    }

    /// <summary>Case S20: a file that is a program for one and an image for another (CVE-2019-11687). What is kept and given out is the image alone.</summary>
    [Fact]
    public async Task A_program_in_the_preamble_of_a_file_is_left_behind()
    {
        var (taken, refused) = (Samples.Make(patientId: "ANONIMP5"), Samples.Make(patientId: "ANONIMP5", more: image => image.Remove(Tags.StudyInstanceUID)));
        var files = _folder.Folder("polyglots");
        foreach (var (name, sample) in (IEnumerable<(string, Sample)>)[("taken.dcm", taken), ("refused.dcm", refused)])
        {
            var bytes = sample.File();
            "MZ PROGRAM"u8.CopyTo(bytes); // Windows runs what begins so, whatever its name
            await File.WriteAllBytesAsync(Path.Combine(files, name), bytes, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, (await Gantry.CliAsync("import", files, "--ae", "POLYGLOT")).ExitCode);

        Assert.Equal(taken.DataSet, Assert.Single(await RetrieveAsync(taken.Study)).Value);
        var got = _folder.Folder("got");
        (await Gantry.CliAsync("get", $"{GantryProcess.AETitle}@127.0.0.1:{Gantry.DicomPort}", "--study", taken.Study.Value, "-o", got)).Succeeded();
        AssertNoPreamble(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(got, "*", SearchOption.AllDirectories)), TestContext.Current.CancellationToken));
        foreach (var file in Directory.GetFiles(Path.Combine(Gantry.DataFolder, "gantry.filestore", "instances"), "*.dcm", SearchOption.AllDirectories))
        {
            AssertNoPreamble(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) == 0);
        }

        using var client = Gantry.Http();
        using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri("/admin/set-aside?kind=refused", UriKind.Relative), TestContext.Current.CancellationToken));
        var aside = list.RootElement.GetProperty("instances").EnumerateArray().Single(instance => instance.Text("sopInstanceUid") == refused.Instance.Value).Text("id");
        using var content = await client.GetAsync(new Uri($"/admin/set-aside/{aside}/content", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("application/dicom", content.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(content.Headers.GetValues("X-Content-Type-Options")));
        AssertNoPreamble(await content.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static void AssertNoPreamble(byte[] file)
    {
        Assert.Equal(new byte[128], file[..128]);
        Assert.Equal("DICM"u8, file.AsSpan(128, 4));
    }

    [Fact]
    public async Task What_cannot_be_imported_is_said_in_a_line_and_the_exit_code_is_2()
    {
        var absent = await Gantry.CliAsync("import", _folder.File("absent"));
        Assert.Equal((2, $"The server finds no {_folder.File("absent")}, or may not look there."), (absent.ExitCode, absent.Output.Trim()));
        Assert.Equal(2, (await Gantry.CliAsync("import")).ExitCode);
        var title = await Gantry.CliAsync("import", _folder.Path, "--ae", "A TITLE THAT IS TOO LONG");
        Assert.Equal((2, true), (title.ExitCode, title.Output.Contains("is not an AE title", StringComparison.Ordinal)));

        var cut = _folder.File("cut.zip");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(Zip([Samples.Make()]), TestContext.Current.CancellationToken))[..100], TestContext.Current.CancellationToken);
        var run = await Gantry.CliAsync("import", cut);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is no ZIP archive, or is damaged", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_goes_on_after_the_server_was_killed_and_after_it_was_stopped_and_loses_nothing()
    {
        const int count = 1_500;
        var files = _folder.Folder("many");
        var study = Uid.New();
        var series = Uid.New();
        for (var number = 1; number <= count; number++)
        {
            await File.WriteAllBytesAsync(Path.Combine(files, $"{number:0000}.dcm"), Samples.Make(study, series, number, "ANONIMP4").File(), TestContext.Current.CancellationToken);
        }

        var data = _folder.Folder("data");
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            (await gantry.CliAsync("import", files, "--detach")).Succeeded();
            using var http = gantry.Http();
            await Until.TrueAsync(async () => await FilesAsync(http) > 200, "some were stored");
            await gantry.KillAsync();
        }

        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            // Over its web server, for the rest may be done before a command has been started.
            using var http = gantry.Http();
            await Until.TrueAsync(async () => await FilesAsync(http) > 0, "it goes on by itself");
            using var answer = await http.DeleteAsync(Import, TestContext.Current.CancellationToken);
            var stopped = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal("Stopped", stopped.Text("state"));
            Assert.InRange(Number(stopped, "files"), 1, count - 1);
            Assert.Equal(Number(stopped, "files"), Number(Parse(await gantry.CliAsync("import", "--stop", "--json"), exitCode: 0), "files")); // and by its command, which finds it so
            Assert.Equal(0, await gantry.StopAsync());
        }

        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            Assert.Equal(2, (await gantry.CliAsync("import", "--follow")).ExitCode); // what an administrator has stopped waits for one
            var run = (await gantry.CliAsync("import", files)).Succeeded();
            Assert.Matches($@"Completed: {count} of {count} files, \d+ instances stored, \d+ were there, 0 failed, 0 unreadable", run.Output);
            Assert.Matches(@"for GANTRY has begun: [1-9]\d* files were done before", gantry.Output);
            Assert.False(File.Exists(Path.Combine(data, "import.json")));
            Assert.Equal(count, (await gantry.StatusAsync()).GetProperty("catalog").GetProperty("instances").GetInt64());
        }
    }

    private static async Task<long> FilesAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(Import, TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode ? Number(JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), "files") : 0;
    }

    private string Zip(IEnumerable<Sample> samples)
    {
        var path = _folder.File("archive.zip");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (number, sample) in samples.Index())
        {
            using var entry = archive.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"../{number}")).Open();
            entry.Write(sample.File());
        }

        return path;
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> RetrieveAsync(Uid study)
    {
        await using var association = await Scu.ConnectAsync(
            Gantry.DicomPort, [new(Scu.StudyRootGet), .. Scu.StorageContexts([(Samples.CTImage, TransferSyntax.ExplicitVRLittleEndian)], ServiceRoles.Scp)]);
        return (await Scu.GetAsync(association, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID, study).Build())).Received;
    }

    private static long Number(JsonElement report, string name) => report.GetProperty(name).GetInt64();

    private static JsonElement Parse(CommandResult run, int exitCode)
    {
        Assert.Equal(exitCode, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.Clone();
    }
}
