using System.Text;
using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The log of the real host: no patient data in it, and what an administrator does with it.</summary>
public sealed class LogTests
{
    private const string Name = "ZZSECRET^PATIENT";
    private const string Id = "ZZSECRETID";

    [Fact]
    public async Task Whatever_peers_do_no_name_and_no_id_of_a_patient_is_in_the_log()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await StartAsync(folder);
        Assert.Equal(0, (await gantry.CliAsync("log", "level", "Trace")).ExitCode);

        await ExchangeAsync(gantry);

        Assert.Equal(0, await gantry.StopAsync());
        var log = await LogFilesAsync(gantry);
        Assert.DoesNotContain("ZZSECRET", log, StringComparison.Ordinal);
        Assert.DoesNotContain("ZZSECRET", gantry.Output, StringComparison.Ordinal);
        Assert.Contains("C-FIND", log.Replace("CFind", "C-FIND", StringComparison.Ordinal), StringComparison.Ordinal); // the operations are in it
    }

    [Fact]
    public async Task The_log_is_read_and_its_levels_are_set_by_the_command_line()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await StartAsync(folder);
        await ExchangeAsync(gantry);
        var before = await gantry.CliAsync("logs", "--plugin", "storage", "--level", "Debug", "--json");
        Assert.Equal(0, (await gantry.CliAsync("log", "level", "Debug", "--for", "storage")).ExitCode);
        var levels = await gantry.CliAsync("log", "level");

        await ExchangeAsync(gantry);
        var after = await gantry.CliAsync("logs", "--plugin", "storage", "--level", "Debug", "--json");
        var text = await gantry.CliAsync("logs", "--lines", "5");

        Assert.DoesNotContain("stored, ", before.Output, StringComparison.Ordinal);
        Assert.Contains("gantry.storage", levels.Output, StringComparison.Ordinal);
        var entries = after.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(entries, entry => entry.Text("level") == "Debug" && entry.Text("plugin") == "gantry.storage" && entry.Text("message")!.Contains("stored, ", StringComparison.Ordinal));
        Assert.Equal(5, text.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var wrong = await gantry.CliAsync("log", "level", "Loud");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("'Loud' is not Trace", wrong.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_managers_are_told_that_it_lives_and_whether_it_is_ready()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await StartAsync(folder, "--Gantry:Readiness:RequiredPlugins", "gantry.storage, gantry.find");
        using var http = new HttpClient { BaseAddress = new Uri(gantry.AdminUrl) };

        using var live = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);
        using var ready = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        await gantry.CliAsync("plugins", "unload", "find");
        using var without = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var reason = await without.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((200, 200, 503), ((int)live.StatusCode, (int)ready.StatusCode, (int)without.StatusCode));
        Assert.Contains("Required and not serving: gantry.find (unloaded).", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(gantry.DataFolder, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_conformance_statement_of_the_real_host_has_its_services_and_a_swap_shows_its_difference()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await StartAsync(folder);

        var markdown = (await gantry.CliAsync("conformance")).Succeeded().Output;
        var html = (await gantry.CliAsync("conformance", "--html")).Succeeded().Output;
        var unloaded = (await gantry.CliAsync("plugins", "unload", "find", "--wait", "0")).Output;
        var loaded = (await gantry.CliAsync("plugins", "load", "find")).Output;
        var reloaded = (await gantry.CliAsync("plugins", "reload", "find", "--wait", "0")).Output;

        Assert.Contains("| every storage SOP class | section 5 | C-STORE SCP | gantry.storage", markdown, StringComparison.Ordinal);
        Assert.Contains("Patient's Name", markdown, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("- C-FIND of Study Root", unloaded, StringComparison.Ordinal);
        Assert.Contains("+ C-FIND of Study Root", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("C-FIND of", reloaded, StringComparison.Ordinal);
    }

    /// <summary>Stores, queries, retrieves and does it wrong, all with the patient's name and id.</summary>
    private static async Task ExchangeAsync(GantryProcess gantry)
    {
        var sample = Samples.Make(patientId: Id, more: builder => builder.Set(Tags.PatientName, Name).Set(Tags.OtherPatientNames, Name).Set(Tags.PatientComments, Name));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample)); // once more

        // The same UID with another patient's values, a data set that contradicts its command, and one that is damaged within the name.
        var other = Samples.Make(study: sample.Study, patientId: Id + "2", more: builder => builder.Set(Tags.PatientName, Name + "2"));
        await Scu.StoreAsync(gantry.DicomPort, other);
        await Scu.StoreAsync(gantry.DicomPort, sample with { Instance = Uid.New() });
        var damaged = sample.DataSet.ToArray();
        damaged[damaged.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Name)) - 1] = 0x7F; // its length
        await Scu.StoreAsync(gantry.DicomPort, sample with { DataSet = damaged });

        await using var association = await Scu.ConnectAsync(
            gantry.DicomPort, [new ProposedContext(Scu.StudyRootFind), new ProposedContext(Uids.StudyRootQueryRetrieveInformationModelMove)]);
        foreach (var (level, name) in ((string, string)[])[("STUDY", Name), ("STUDY", Name + "*"), (Name[..16], Name)])
        {
            await foreach (var reply in FindAsync(association, Scu.Identifier(level).Add(Tags.PatientName, name).Add(Tags.PatientID, Id).Add(Tags.StudyDate, "ZZSECRET").Build()))
            {
                Assert.NotNull(reply.Command);
            }
        }

        var move = Scu.Identifier("STUDY").Add(Tags.PatientID, Id).Add(Tags.StudyInstanceUID, Name).Build();
        var context = association.Parameters.Find(Uids.StudyRootQueryRetrieveInformationModelMove)!;
        await foreach (var reply in association.InvokeManyAsync(
            context, new CMoveRq { SopClassUid = context.AbstractSyntax, MoveDestination = new AETitle("NOWHERE") }, DataSetSource.Of(move), TestContext.Current.CancellationToken))
        {
            Assert.NotNull(reply.Command);
        }

        await association.ReleaseAsync(TestContext.Current.CancellationToken);
    }

    private static IAsyncEnumerable<DimseReply> FindAsync(Association association, DicomDataSet identifier)
    {
        var context = association.Parameters.Find(Scu.StudyRootFind)!;
        return association.InvokeManyAsync(context, new CFindRq { SopClassUid = context.AbstractSyntax }, DataSetSource.Of(identifier), TestContext.Current.CancellationToken);
    }

    private static Task<GantryProcess> StartAsync(TemporaryFolder folder, params string[] settings) =>
        GantryProcess.StartAsync(folder.Folder("data"), null, settings);

    private static async Task<string> LogFilesAsync(GantryProcess gantry)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(gantry.DataFolder, "logs")))
        {
            text.Append(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }

        Assert.NotEqual(0, text.Length);
        return text.ToString();
    }
}
