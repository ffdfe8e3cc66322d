using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Studies that a person deletes from a server that goes on, or dies.</summary>
public sealed class DeletionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_deleted_is_found_by_nobody_any_more_and_may_come_again()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        using var http = gantry.Http();
        var (first, other) = (Samples.Make(), Samples.Make());
        Sample[] study = [first, Samples.Make(first.Study, first.Series, 2), Samples.Make(first.Study, Gantry.Dicom.Uid.New(), 3)];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [.. study, other]));

        var dry = (await gantry.CliAsync("study", "delete", "--study", first.Study.Value, "--dry-run")).Succeeded();
        Assert.StartsWith("3 instances in 2 series, ", dry.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await gantry.CliAsync("study", "delete", "--study", first.Study.Value)).ExitCode); // no reason
        Assert.Equal(0, await FindAsync(gantry, first));

        (await gantry.CliAsync("study", "delete", "--study", first.Study.Value, "--series", first.Series.Value, "--instance", first.Instance.Value, "--reason", "Blurred")).Succeeded();
        Assert.Equal(2, await MatchesAsync(http, $"/dicom-web/studies/{first.Study}/instances"));
        (await gantry.CliAsync("study", "delete", "--study", first.Study.Value, "--reason", "Sent for another patient")).Succeeded();

        Assert.Equal(1, await FindAsync(gantry, first));
        Assert.Equal(0, await FindAsync(gantry, other));
        Assert.Equal(0, await MatchesAsync(http, $"/dicom-web/studies?StudyInstanceUID={first.Study}"));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"/dicom-web/studies/{first.Study}", UriKind.Relative), Cancellation)).StatusCode);
        var got = await gantry.CliAsync("get", $"{GantryProcess.AETitle}@127.0.0.1:{gantry.DicomPort}", "--study", first.Study.Value, "--out", folder.Folder("got"));
        Assert.Empty(Directory.GetFiles(folder.Folder("got"), "*", SearchOption.AllDirectories));
        Assert.NotEqual(2, got.ExitCode);
        Assert.Equal(2, (await gantry.CliAsync("study", "delete", "--study", first.Study.Value, "--reason", "Once more")).ExitCode);

        var log = (await gantry.CliAsync("--json", "log", "find", "--command", "delete")).Succeeded().Output;
        Assert.Contains("Sent for another patient", log, StringComparison.Ordinal);
        Assert.Contains("Part of a study deleted, 1 instances: Blurred", log, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, study));
        Assert.Equal(3, await MatchesAsync(http, $"/dicom-web/studies/{first.Study}/instances"));
    }

    [Fact]
    public async Task It_takes_a_reason_and_the_right_and_keeps_to_what_its_user_may_see()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), null, "--Gantry:Plugins:gantry.access:Scopes:0", "*=PatientID:TRIAL*", "--Gantry:Plugins:gantry.retention:Rules:0", "*=keep for XA");
        using var http = gantry.Http();
        var (sample, hidden) = (Samples.Make(patientId: "TRIAL1"), Samples.Make(patientId: "WARD1"));
        var kept = Samples.Make(patientId: "TRIAL2", more: image => image.Set(Gantry.Dicom.Tags.Modality, "XA"));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [sample, hidden, kept]));
        var path = $"/admin/studies/{sample.Study}";

        Assert.Equal((400, "A reason is needed, of up to 500 characters: ?reason=…"), await DeleteAsync(http, path));
        Assert.Equal((400, "'x' is not a UID."), await DeleteAsync(http, "/admin/studies/x?reason=y"));
        Assert.Equal((409, "The rule '*=keep for XA' of retention keeps the study."), await DeleteAsync(http, $"/admin/studies/{kept.Study}?reason=y"));
        (await gantry.CliAsync("roles", "set", "Remover", "--right", "studies.delete")).Succeeded();
        using (var olga = await SignInAsync(gantry, "olga", "Operator"))
        {
            Assert.Equal((403, "The right studies.delete is needed."), await DeleteAsync(olga, $"{path}?reason=y"));
        }

        using (var rita = await SignInAsync(gantry, "rita", "Remover"))
        {
            Assert.Equal((404, "There is no such study, series or instance."), await DeleteAsync(rita, $"/admin/studies/{hidden.Study}?reason=y"));
            Assert.Equal((200, ""), await DeleteAsync(rita, $"{path}?reason=Wrong%20patient"));
        }

        Assert.Equal(1, await FindAsync(gantry, sample));
        Assert.Equal(0, await FindAsync(gantry, kept));
        using (var left = await http.GetAsync(new Uri($"/admin/studies/{hidden.Study}", UriKind.Relative), Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        }

        var log = (await gantry.CliAsync("--json", "log", "find", "--command", "delete")).Succeeded().Output;
        Assert.Contains("rita", log, StringComparison.Ordinal);
        Assert.Contains("Wrong patient", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_deleted_when_the_process_was_killed_does_not_come_back()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        var samples = Enumerable.Range(0, 40).Select(_ => Samples.Make()).ToList();
        List<Sample> deleted = [];
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            using var http = gantry.Http();
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, [.. samples]));
            foreach (var sample in samples.Take(20))
            {
                Assert.True((await http.DeleteAsync(new Uri($"/admin/studies/{sample.Study}?reason=Killed", UriKind.Relative), Cancellation)).IsSuccessStatusCode);
                deleted.Add(sample);
            }

            var last = DeleteAsync(http, $"/admin/studies/{samples[20].Study}?reason=Killed");
            await gantry.KillAsync();
            await ((Task)last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext); // answered or not, as it comes
        }

        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            using var http = gantry.Http();
            await Until.TrueAsync(async () => await GoneAsync(gantry, deleted), "the deleted studies are not there", TimeSpan.FromMinutes(3));
            Assert.Equal(19, (await Task.WhenAll(samples.Skip(21).Select(sample => MatchesAsync(http, $"/dicom-web/studies?StudyInstanceUID={sample.Study}")))).Sum());
            await Until.TrueAsync(
                async () => !Directory.EnumerateFiles(Path.Combine(data, "gantry.retention", "deletions"), "*.note").Any() && await GoneAsync(gantry, deleted), "nothing is left in the midst", TimeSpan.FromMinutes(3));
        }
    }

    /// <summary>Killed by the system call that it is about to make: the first write to the database, of the removal, or the sync of that.</summary>
    [Theory]
    [InlineData("pwrite64", 1)]
    [InlineData("fdatasync,fsync", 0)]
    public async Task A_deletion_that_was_killed_at_the_catalog_is_ended_and_recorded_after_the_start(string calls, int left)
    {
        var sqlite = Programs.FindOrSkip("sqlite3", "sqlite3");
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        var catalog = Path.Combine(data, "gantry.sqlite", "catalog.db");
        var sample = Samples.Make();
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            using var http = gantry.Http();
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
            Assert.Equal(1, await MatchesAsync(http, $"/dicom-web/studies?StudyInstanceUID={sample.Study}"));
            await Task.Delay(TimeSpan.FromSeconds(3), Cancellation); // until the transaction log has these
            await using (await Strace.AttachAsync(gantry.Process.Id, "-o", "/dev/null", "-P", catalog + "-wal", "-e", $"trace={calls}", "-e", $"inject={calls}:signal=SIGKILL:when=1"))
            {
                await Assert.ThrowsAsync<HttpRequestException>(() => DeleteAsync(http, $"/admin/studies/{sample.Study}?reason=Sent%20twice"));
                await gantry.KillAsync();
            }
        }

        Assert.Single(Directory.GetFiles(Path.Combine(data, "gantry.retention", "deletions"), "*.note"));
        Assert.Equal($"{left}|0", (await Programs.RunAsync(
            sqlite, [catalog, "select (select count(*) from instance), (select count(*) from transaction_record where command = 'DELETE')"])).Succeeded().Output.Trim());

        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            await Until.TrueAsync(
                () => Task.FromResult(!Directory.EnumerateFiles(Path.Combine(data, "gantry.retention", "deletions"), "*.note").Any()), "the deletion is ended", TimeSpan.FromMinutes(3));
            Assert.True(await GoneAsync(gantry, [sample]));
            var records = (await gantry.CliAsync("--json", "log", "find", "--command", "delete")).Succeeded().Lines.Where(line => line.Length > 0);
            using var json = JsonDocument.Parse(Assert.Single(records));
            var record = json.RootElement;
            Assert.Equal(("administrator", sample.Study.Value), (record.GetProperty("user").GetString(), record.GetProperty("studyInstanceUid").GetString()));
            Assert.Equal("Study deleted, 1 instances: Sent twice", record.GetProperty("description").GetString());
        }
    }

    /// <summary>The sync of the folder that is made for notes, that of the note, and that of its name.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_deletion_whose_note_cannot_be_synced_does_not_begin(int nth)
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        using var http = gantry.Http();
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
        await Task.Delay(TimeSpan.FromSeconds(3), Cancellation); // until the catalog and the transaction log are synced
        await using (await Strace.AttachAsync(gantry.Process.Id, "-o", "/dev/null", "-e", "trace=fsync", "-e", $"inject=fsync:error=EIO:when={nth}"))
        {
            var (status, problem) = await DeleteAsync(http, $"/admin/studies/{sample.Study}?reason=Sent%20twice");
            Assert.True(status >= 500, $"{status} {problem}");
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(gantry.DataFolder, "gantry.retention", "deletions")));
        Assert.Equal(1, await MatchesAsync(http, $"/dicom-web/studies?StudyInstanceUID={sample.Study}"));
        Assert.Equal((200, ""), await DeleteAsync(http, $"/admin/studies/{sample.Study}?reason=Sent%20twice"));
        Assert.True(await GoneAsync(gantry, [sample]));
    }

    private static async Task<bool> GoneAsync(GantryProcess gantry, IEnumerable<Sample> deleted)
    {
        using var http = gantry.Http();
        foreach (var sample in deleted)
        {
            if (await MatchesAsync(http, $"/dicom-web/studies?StudyInstanceUID={sample.Study}") > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<int> FindAsync(GantryProcess gantry, Sample sample) =>
        (await gantry.CliAsync("find", $"{GantryProcess.AETitle}@127.0.0.1:{gantry.DicomPort}", "--study", sample.Study.Value)).ExitCode;

    private static async Task<int> MatchesAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.True(response.IsSuccessStatusCode);
        return response.StatusCode == HttpStatusCode.NoContent ? 0 : (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetArrayLength();
    }

    private static async Task<(int Status, string Detail)> DeleteAsync(HttpClient http, string path)
    {
        using var response = await http.DeleteAsync(new Uri(path, UriKind.Relative), Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return ((int)response.StatusCode, answer.TryGetProperty("detail", out var detail) ? detail.GetString()! : "");
    }

    private static async Task<HttpClient> SignInAsync(GantryProcess gantry, string name, string role)
    {
        (await gantry.CliAsync("users", "add", name, "--role", role)).Succeeded();
        return gantry.Http(token: (await gantry.CliAsync("users", "tokens", name, "--add", "x")).Succeeded().Lines.First());
    }
}
