using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The transaction log of the real host, read by the command line.</summary>
public sealed class TransactionLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Associations_and_operations_are_found_by_their_fields()
    {
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"), null, ["--Gantry:Plugins:gantry.transaction-log:BatchInterval", "00:00:00.1"]);
        var sample = Samples.Make(pixelBytes: 100_000);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));

        List<JsonElement> stores = [];
        await Until.TrueAsync(async () => (stores = await FindAsync(gantry, "--command", "C-STORE")).Count == 1, "the store is in the log");
        var store = stores[0];
        Assert.Equal(
            ("Operation", "Information", "Incoming", "SCU", GantryProcess.AETitle, "0000H", sample.Instance.Value),
            (store.Text("kind"), store.Text("type"), store.Text("direction"), store.Text("remoteAETitle"), store.Text("localAETitle"), store.Text("status"), store.Text("sopInstanceUid")));
        Assert.StartsWith("gantry.storage ", store.Text("plugin"), StringComparison.Ordinal);
        Assert.StartsWith("127.0.0.1:", store.Text("remoteAddress"), StringComparison.Ordinal);
        Assert.EndsWith($":{gantry.DicomPort}", store.Text("localAddress"), StringComparison.Ordinal);
        Assert.InRange(store.GetProperty("bytes").GetInt64(), sample.DataSet.Length, sample.DataSet.Length + 2_000);
        Assert.InRange(store.GetProperty("milliseconds").GetDouble(), 0.001, 60_000);

        List<JsonElement> associations = [];
        await Until.TrueAsync(
            async () => (associations = await FindAsync(gantry, "--kind", "association", "--association", store.Text("association")!)).Count == 1, "its association is in the log");
        Assert.Equal(("A-ASSOCIATE", "Released after 1 operations."), (associations[0].Text("command"), associations[0].Text("description")));
        Assert.Empty(await FindAsync(gantry, "--ae", "NOBODY"));
        Assert.Empty(await FindAsync(gantry, "--status", "A700"));
        var shown = await gantry.CliAsync("log", "show", store.GetProperty("number").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(sample.Instance.Value, shown.Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("kind is 'Nothing'", (await gantry.CliAsync("log", "find", "--kind", "Nothing")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_asks_and_what_administrators_do_is_there_too()
    {
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"), null, ["--Gantry:Plugins:gantry.transaction-log:BatchInterval", "00:00:00.1"]);
        await using var archive = DicomServer.Start(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0), () => new Sink());
        (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{archive.EndPoint.Port}")).Succeeded();
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
        var moved = await gantry.CliAsync("move", $"{GantryProcess.AETitle}@127.0.0.1:{gantry.DicomPort}", "--to", "SINK", "--study", sample.Study.Value);
        moved.Succeeded();
        Assert.Equal(2, (await gantry.CliAsync("plugins", "reload", "nothing")).ExitCode);

        List<JsonElement> sent = [];
        await Until.TrueAsync(async () => (sent = await FindAsync(gantry, "--command", "C-STORE", "--direction", "outgoing")).Count == 1, "the sub-operation is in the log");
        Assert.Equal(
            ("SINK", "0000H", sample.Instance.Value, sample.Study.Value),
            (sent[0].Text("remoteAETitle"), sent[0].Text("status"), sent[0].Text("sopInstanceUid"), sent[0].Text("studyInstanceUid")));
        Assert.StartsWith("gantry.move ", sent[0].Text("plugin"), StringComparison.Ordinal);
        Assert.Equal(sample.Study.Value, Assert.Single(await FindAsync(gantry, "--command", "C-MOVE")).Text("studyInstanceUid"));
        Assert.Equal(2, (await FindAsync(gantry, "--study", sample.Study.Value, "--command", "C-STORE")).Count);
        var number = Assert.Single(await FindAsync(gantry, "--command", "C-MOVE")).GetProperty("number").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains((await gantry.CliAsync("log", "show", number)).Succeeded().Lines, line => line.StartsWith("(0020,000D)", StringComparison.Ordinal) && line.Contains(sample.Study.Value, StringComparison.Ordinal));
        var export = Path.Combine(gantry.DataFolder, "log.jsonl");
        (await gantry.CliAsync("log", "export", export)).Succeeded();
        var exported = (await File.ReadAllLinesAsync(export, TestContext.Current.CancellationToken)).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(exported.Select(record => record.GetProperty("number").GetInt64()).Order().Distinct(), exported.Select(record => record.GetProperty("number").GetInt64()));
        var move = Assert.Single(exported, record => record.TryGetProperty("command", out var command) && command.GetString() == "C-MOVE");
        Assert.Equal(sample.Study.Value, move.GetProperty("dataSet").GetProperty("0020000D").GetProperty("Value")[0].GetString());
        await ImportAsync(gantry, export, exported.Count, move.GetRawText());

        var actions = await FindAsync(gantry, "--kind", "administration", "--user", "administrator");
        Assert.Contains(actions, action => action.Text("command") == "PUT /admin/nodes/SINK" && action.Text("customType") == "Network" && action.Text("status") == "200");
        Assert.Contains(actions, action => action.Text("customType") == "AuditLogUsed");
        Assert.Contains(actions, action => action.Text("command") == "POST /admin/plugins/nothing/reload" && action.Text("status") is not "200" && action.Text("description") is not "Done.");
        using var stranger = new HttpClient();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri($"{gantry.AdminUrl}/admin/status"), TestContext.Current.CancellationToken)).StatusCode);
        await Until.TrueAsync(async () => (await FindAsync(gantry, "--kind", "administration", "--custom-type", "Refused")).Count == 1, "the refusal is in the log");
    }

    // What was exported is there; what comes from elsewhere keeps its time, its association and its data set.
    private static async Task ImportAsync(GantryProcess gantry, string export, int count, string move)
    {
        Assert.Contains($"0 records added, {count} were there, 0 lines", (await gantry.CliAsync("log", "import", export)).Succeeded().Output, StringComparison.Ordinal);
        var other = JsonNode.Parse(move)!.AsObject();
        (other["association"], other["at"]) = ("elsewhere", "2026-01-02T03:04:05.678+00:00");
        await File.WriteAllLinesAsync(export, [other.ToJsonString(), "What is no record."], TestContext.Current.CancellationToken);
        var imported = await gantry.CliAsync("log", "import", export);
        Assert.Equal(1, imported.ExitCode);
        Assert.Contains("Line 2: It is not JSON.", imported.Output, StringComparison.Ordinal);

        var found = Assert.Single(await FindAsync(gantry, "--association", "elsewhere"));
        Assert.Equal((new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), "C-MOVE"), (found.GetProperty("at").GetDateTimeOffset(), found.Text("command")));
        var shown = await gantry.CliAsync("log", "show", found.GetProperty("number").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(shown.Succeeded().Lines, line => line.StartsWith("(0020,000D)", StringComparison.Ordinal));
    }

    private sealed class Sink : IAssociationHandler
    {
        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
            new(AssociationAnswer.Accept(request, context => context.AcceptFirst(_ => true)));

        public ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken) => new(DimseStatus.Success);
    }

    private static async Task<List<JsonElement>> FindAsync(GantryProcess gantry, params string[] conditions)
    {
        var found = await gantry.CliAsync(["log", "find", "--json", .. conditions]);
        return [.. found.Succeeded().Lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
