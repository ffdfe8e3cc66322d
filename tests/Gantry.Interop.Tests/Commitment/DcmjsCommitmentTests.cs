using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Storage commitment asked by dcmjs-dimse: the result on the same association, on a new one, and after the server was restarted.</summary>
public sealed class DcmjsCommitmentTests : IDisposable
{
    private static readonly string[] Impatient = ["--Gantry:Plugins:gantry.commit:RetryInterval", "00:00:01", "--Gantry:Plugins:gantry.commit:LongestRetryInterval", "00:00:01"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_result_comes_on_the_association_of_the_request()
    {
        Dcmjs.NodeOrSkip();
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"));
        var sample = Samples.Make();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
        var unknown = Uid.New();

        var said = await AskAsync(gantry, Uid.New(), linger: 20_000, (sample.SopClass, sample.Instance), (sample.SopClass, unknown));

        AssertReport(Assert.Single(said, line => line.TryGetProperty("event", out _)), committed: sample.Instance, failed: unknown);
        Dcmjs.Note("Storage Commitment", "SCU", "result on the same association");
    }

    [Theory]
    [InlineData("SameElseNew")] // the association ends with the response
    [InlineData("NewAssociation")]
    public async Task The_result_comes_on_a_new_association(string route)
    {
        Dcmjs.NodeOrSkip();
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"), null, [.. Impatient, "--Gantry:Plugins:gantry.commit:ReportOn", route]);
        await using var scp = await Dcmjs.StartScpAsync();
        (await gantry.CliAsync("ae", "add", "DCMJS", $"127.0.0.1:{scp.Port}")).Succeeded();
        // Large enough that the check outlasts the association.
        var sample = Samples.Make(pixelBytes: route == "SameElseNew" ? 64 << 20 : 512);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
        var unknown = Uid.New();

        var said = await AskAsync(gantry, Uid.New(), linger: route == "SameElseNew" ? 0 : 3_000, (sample.SopClass, sample.Instance), (sample.SopClass, unknown));

        Assert.DoesNotContain(said, line => line.TryGetProperty("event", out _));
        AssertReport(await ReportAsync(scp), committed: sample.Instance, failed: unknown);
        Dcmjs.Note("Storage Commitment", "SCU", "result on a new association");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_restart_of_the_server_loses_no_result(bool isKilled)
    {
        Dcmjs.NodeOrSkip();
        var (data, port, transaction, unwanted) = (_folder.Folder("data"), Ports.Free(), Uid.New(), Uid.New());
        string[] settings = [.. Impatient, "--Gantry:Plugins:gantry.commit:ReportOn", "NewAssociation"];
        var sample = Samples.Make();
        await using (var gantry = await GantryProcess.StartAsync(data, null, settings))
        {
            (await gantry.CliAsync("ae", "add", "DCMJS", $"127.0.0.1:{port}")).Succeeded();
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
            await AskAsync(gantry, transaction, linger: 0, (sample.SopClass, sample.Instance));
            await Until.TrueAsync(async () => (await ShowAsync(gantry, transaction)).GetProperty("note").GetString() is not ("" or "Checked."), "an attempt to report fails");
            await AskAsync(gantry, unwanted, linger: 0, (sample.SopClass, sample.Instance));
            await Until.TrueAsync(async () => (await gantry.CliAsync("commitments", "give-up", unwanted.Value)).ExitCode == 0, "the administrator gives one up");
            if (isKilled)
            {
                await gantry.KillAsync();
            }
        }

        await using var next = await GantryProcess.StartAsync(data, null, settings);
        await using var scp = await Dcmjs.StartScpAsync(port);

        AssertReport(await ReportAsync(scp), committed: sample.Instance, failed: null);
        await Until.TrueAsync(async () => (await ShowAsync(next, transaction)).GetProperty("state").GetString() == "Done", "the ledger knows that the result has arrived");
        Assert.Contains(transaction.Value, (await next.CliAsync("commitments", "--all", "--peer", "DCMJS")).Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain(unwanted.Value, scp.Output, StringComparison.Ordinal);
        Assert.Contains("reported already", (await next.CliAsync("commitments", "retry", transaction.Value)).Output, StringComparison.Ordinal);
        Dcmjs.Note("Storage Commitment", "SCU", "result after a restart of the server");
    }

    private static async Task<JsonElement> ShowAsync(GantryProcess gantry, Uid transaction)
    {
        using var json = JsonDocument.Parse((await gantry.CliAsync("commitments", "show", transaction.Value, "--json")).Succeeded().Output);
        return json.RootElement.Clone();
    }

    private static async Task<IReadOnlyList<JsonElement>> AskAsync(GantryProcess gantry, Uid transaction, int linger, params (Uid SopClass, Uid SopInstance)[] instances)
    {
        var references = instances.Select(instance => new JsonObject
        {
            ["ReferencedSOPClassUID"] = instance.SopClass.Value,
            ["ReferencedSOPInstanceUID"] = instance.SopInstance.Value,
        });
        var said = await Dcmjs.RunScuAsync(new JsonObject
        {
            ["port"] = gantry.DicomPort,
            ["called"] = GantryProcess.AETitle,
            ["linger"] = linger,
            ["requests"] = new JsonArray(new JsonObject
            {
                ["service"] = "N-ACTION",
                ["sopClass"] = Uids.StorageCommitmentPushModel.Value,
                ["sopInstance"] = Uids.StorageCommitmentPushModelInstance.Value,
                ["type"] = 1,
                ["dataset"] = new JsonObject { ["TransactionUID"] = transaction.Value, ["ReferencedSOPSequence"] = new JsonArray([.. references]) },
            }),
        });
        Assert.Equal(0, said[1].GetProperty("status").GetInt32());
        return said;
    }

    private static async Task<JsonElement> ReportAsync(Dcmjs scp)
    {
        JsonElement report = default;
        await Until.TrueAsync(
            () =>
            {
                var line = scp.Output.Split('\n').FirstOrDefault(line => line.Contains("\"event\"", StringComparison.Ordinal) && line.TrimEnd().EndsWith('}'));
                report = line is null ? default : JsonDocument.Parse(line).RootElement;
                return line is not null;
            },
            "dcmjs-dimse has the report");
        return report;
    }

    private static void AssertReport(JsonElement report, Uid committed, Uid? failed)
    {
        Assert.Equal(failed is null ? 1 : 2, report.GetProperty("event").GetInt32());
        var dataSet = report.GetProperty("dataset");
        Assert.Equal(committed.Value, Assert.Single(Items(dataSet, "ReferencedSOPSequence")).GetProperty("ReferencedSOPInstanceUID").GetString());
        if (failed is { } uid)
        {
            var failure = Assert.Single(Items(dataSet, "FailedSOPSequence"));
            Assert.Equal((uid.Value, 0x0112), (failure.GetProperty("ReferencedSOPInstanceUID").GetString(), failure.GetProperty("FailureReason").GetInt32()));
        }
    }

    // dcmjs gives a sequence of one item as that item.
    private static JsonElement[] Items(JsonElement dataSet, string sequence) =>
        dataSet.GetProperty(sequence) is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [dataSet.GetProperty(sequence)];
}
