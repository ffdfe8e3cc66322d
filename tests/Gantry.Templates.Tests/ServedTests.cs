using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Templates.Tests;

/// <summary>What the templates make is dropped into a server that runs, and serves.</summary>
public sealed class ServedTests(Vendor vendor) : IAsyncLifetime
{
    private static readonly Uid Worklist = Uids.ModalityWorklistInformationModelFind;
    private static readonly Uid EncapsulatedPdf = Uids.EncapsulatedPDFStorage;
    private static readonly Uid InstanceGet = Uids.CompositeInstanceRootRetrieveGet;
    private static readonly Uid InstanceMove = Uids.CompositeInstanceRootRetrieveMove;

    [Fact]
    public async Task A_real_host_serves_and_replaces_what_the_templates_make()
    {
        using var folder = new TemporaryFolder();
        var plugins = PluginFolders.CopyOfBuilt(folder);
        PluginFolders.Drop(Built("Acme.Catalog"), plugins, "acme.catalog");
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), plugins, "--Gantry:Catalog", "acme.catalog");
        var image = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, image));

        await DeployAsync("Acme.2nd.Journal", plugins);
        await DeployAsync("Acme.3rd-Look", plugins);
        foreach (var name in (string[])["Acme.Worklist-2", "Acme.class", "Acme Getter", "Mover", "Acme.Burner"])
        {
            PluginFolders.Drop(Built(name), plugins, Vendor.Solutions[name].PluginId);
        }

        await Until.TrueAsync(
            async () => (await gantry.PluginsAsync()).Values.Count(plugin => plugin.Text("state") == "Serving" && Vendor.Solutions.Values.Any(made => made.PluginId == plugin.Text("id"))) == 8,
            "all eight serve",
            TimeSpan.FromMinutes(2));

        Assert.Equal([image.Study.Value], await FindAsync(gantry, Scu.StudyRootFind, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID), Tags.StudyInstanceUID));
        await AssertWorklistAsync(gantry);
        await AssertInboxAsync(gantry);
        await AssertRetrievedAsync(gantry, image);
        Assert.Contains("\"DONE\"", (await gantry.CliAsync("media", "create", "--study", image.Study.Value, "--device", "acme.burner", "--wait", "--json")).Succeeded().Output, StringComparison.Ordinal);
        await AssertJournalAsync(gantry, "CStore,0000H", "CFind,0000H", "CGet,0000H", "CMove,A801H");
        using var browser = Browser(gantry);
        var script = await AssertAddedAsync(browser, "0.1.0");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("acme-3rd-look/list", new StringContent($"[\"{image.Study}\"]"), TestContext.Current.CancellationToken)).StatusCode);

        foreach (var name in (string[])["Acme.2nd.Journal", "Acme.3rd-Look"])
        {
            await DeployAsync(name, plugins, "-p:Version=0.2.0");
            await Until.TrueAsync(async () => (await gantry.PluginsAsync())[Vendor.Solutions[name].PluginId].Text("version") == "0.2.0", $"the next version of {name} serves", TimeSpan.FromMinutes(2));
        }

        Assert.NotEqual(script, await AssertAddedAsync(browser, "0.2.0"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(script, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains($"\"{image.Study}\":", await browser.GetStringAsync("acme-3rd-look/list", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => await vendor.ReadyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task AssertWorklistAsync(GantryProcess gantry)
    {
        var scheduled = new DicomDataSetBuilder().Add(Tags.PatientName, "ANON^ONE").Add(Tags.AccessionNumber, "A7").Build();
        await File.WriteAllBytesAsync(DataFile(gantry, "acme.worklist-2", "1.json"), DicomJsonWriter.ToArray(scheduled), TestContext.Current.CancellationToken);
        var keys = new DicomDataSetBuilder().Add(Tags.PatientName, "ANON*").Add(Tags.AccessionNumber);
        Assert.Equal(["A7"], await FindAsync(gantry, Worklist, keys, Tags.AccessionNumber));
    }

    private static async Task AssertInboxAsync(GantryProcess gantry)
    {
        var document = Samples.Make(sopClass: EncapsulatedPdf, pixelBytes: 0);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, document));
        Assert.Equal(document.DataSet, Part10.Read(DataFile(gantry, "acme.class", $"{document.Instance}.dcm")).DataSet.ToArray());
    }

    private static async Task AssertRetrievedAsync(GantryProcess gantry, Sample image)
    {
        var identifier = new DicomDataSetBuilder().Add(Tags.SOPInstanceUID, image.Instance).Build();
        ProposedContext[] contexts =
            [new(InstanceGet), new(InstanceMove), .. Scu.StorageContexts([(image.SopClass, image.TransferSyntax)], ServiceRoles.Scp)];
        await using var association = await Scu.ConnectAsync(gantry.DicomPort, contexts);
        var received = new List<Uid>();
        var got = await association.GetAsync(
            InstanceGet,
            identifier,
            async (request, cancellationToken) =>
            {
                await request.DataSet!.CopyToAsync(Stream.Null, cancellationToken);
                received.Add(((CStoreRq)request.Command).SopInstanceUid);
                return DimseStatus.Success;
            },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((DimseStatus.Success, image.Instance), (got.Status, Assert.Single(received)));

        var moved = await association.MoveAsync(InstanceMove, new AETitle("NOBODY"), identifier, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(DimseStatus.MoveDestinationUnknown, moved.Status);
    }

    private static Task AssertJournalAsync(GantryProcess gantry, params string[] operations) => Until.TrueAsync(
        () =>
        {
            var journal = DataFile(gantry, "acme.2nd.journal", "operations.csv");
            var lines = File.Exists(journal) ? File.ReadAllText(journal) : "";
            return operations.All(operation => lines.Contains($",SCU,{operation},", StringComparison.Ordinal));
        },
        $"the journal has {string.Join(" and ", operations)}");

    private static HttpClient Browser(GantryProcess gantry)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(gantry.DataFolder, "admin.json")));
        var client = new HttpClient { BaseAddress = new Uri(gantry.AdminUrl + "/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", file.RootElement.GetProperty("token").GetString());
        return client;
    }

    // As the workstation's page does when it is loaded: what is added, and then the scripts of it.
    private static async Task<string> AssertAddedAsync(HttpClient browser, string version)
    {
        using var answer = JsonDocument.Parse(await browser.GetStringAsync("workstation/modules", TestContext.Current.CancellationToken));
        var added = answer.RootElement.GetProperty("added").EnumerateArray().Where(each => each.Text("id")!.StartsWith("acme.3rd-look/", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [$"acme.3rd-look/keep button {version}", $"acme.3rd-look/kept column {version}", $"acme.3rd-look/list page {version}"],
            added.Select(each => $"{each.Text("id")} {each.Text("kind")} {each.Text("version")}"));
        foreach (var (each, defined) in added.Zip((string[])["customElements.define('x-acme-3rd-look-keep'", "export async function kept(", "customElements.define('x-acme-3rd-look-page'"]))
        {
            Assert.Contains(defined, await browser.GetStringAsync($"workstation/{each.Text("script")}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        return $"workstation/{added[0].Text("script")}";
    }

    private static async Task<List<string?>> FindAsync(GantryProcess gantry, Uid sopClass, DicomDataSetBuilder keys, Tag asked)
    {
        await using var association = await Scu.ConnectAsync(gantry.DicomPort, [new ProposedContext(sopClass)]);
        var found = new List<string?>();
        await foreach (var match in association.FindAsync(sopClass, keys.Build(), TestContext.Current.CancellationToken))
        {
            found.Add(match.GetString(asked));
        }

        return found;
    }

    private static string DataFile(GantryProcess gantry, string id, string name) => Path.Combine(gantry.DataFolder, id, name);

    private string Built(string name) => vendor.Built(Vendor.Solutions[name]);

    private async Task DeployAsync(string name, string plugins, params string[] more) => (await vendor.DotnetAsync(
        null, ["build", Vendor.Solutions[name].Project, "--no-restore", "-v", "quiet", "-nologo", $"-p:PluginDeployFolder={plugins}", .. more])).Succeeded();
}
