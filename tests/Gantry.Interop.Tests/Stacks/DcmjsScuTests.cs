using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Interop.Tests;

/// <summary>dcmjs-dimse asks Gantry.</summary>
public sealed class DcmjsScuTests : IClassFixture<NormalizedHost>, IDisposable
{
    private const string SopClass = "1.2.840.10008.3.1.2.3.3"; // Modality Performed Procedure Step, served by a fixture
    private readonly TemporaryFolder _folder = new();
    private readonly NormalizedHost _host;

    public DcmjsScuTests(NormalizedHost host)
    {
        Dcmjs.NodeOrSkip();
        _host = host;
    }

    private GantryProcess Gantry => _host.Gantry;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Echo_store_and_find_on_one_association()
    {
        var sample = Samples.Make(patientId: "DCMJS");
        var file = _folder.File("sample.dcm");
        await File.WriteAllBytesAsync(file, sample.File(), TestContext.Current.CancellationToken);
        var answers = await RunAsync(
            new() { ["service"] = "C-ECHO" },
            new() { ["service"] = "C-STORE", ["file"] = file },
            new() { ["service"] = "C-FIND", ["keys"] = new JsonObject { ["PatientID"] = "DCMJS", ["StudyInstanceUID"] = "" } });
        Assert.Equal([0, 0, 0xFF00, 0], answers.Select(Status));
        Assert.Equal(sample.Study.Value, answers[2].GetProperty("dataset").GetProperty("StudyInstanceUID").GetString());
        foreach (var service in (string[])["C-ECHO", "C-STORE", "C-FIND"])
        {
            Dcmjs.Note(service, "SCU");
        }
    }

    [Fact]
    public async Task Normalized_services_from_the_creation_to_the_deletion()
    {
        const string Instance = "2.25.77";
        (await Gantry.CliAsync("ae", "allow", "DCMJS", "--address", "127.0.0.1", "--operations", "all")).Succeeded(); // N-DELETE is allowed to nobody else
        var answers = await RunAsync(
            N("N-CREATE", Instance, dataset: new() { ["PatientID"] = "J1", ["PerformedProcedureStepStatus"] = "IN PROGRESS" }),
            N("N-SET", Instance, dataset: new() { ["PerformedProcedureStepStatus"] = "COMPLETED" }),
            N("N-GET", Instance),
            N("N-ACTION", Instance, type: 7),
            N("N-EVENT-REPORT", Instance, type: 3),
            N("N-DELETE", Instance),
            N("N-GET", Instance));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0x0112], answers.Select(Status));
        var got = answers[2].GetProperty("dataset");
        Assert.Equal(("J1", "COMPLETED"), (got.GetProperty("PatientID").GetString(), got.GetProperty("PerformedProcedureStepStatus").GetString()));
        foreach (var service in (string[])["N-CREATE", "N-SET", "N-GET", "N-ACTION", "N-EVENT-REPORT", "N-DELETE"])
        {
            Dcmjs.Note(service, "SCU");
        }
    }

    [Fact]
    public async Task Many_operations_at_a_time_in_a_negotiated_window()
    {
        var plan = Plan([.. Enumerable.Range(0, 40).Select(_ => new JsonObject { ["service"] = "C-ECHO" })]);
        plan["asyncOps"] = new JsonObject { ["maxAsyncOpsInvoked"] = 8, ["maxAsyncOpsPerformed"] = 1 };
        var said = await Dcmjs.RunScuAsync(plan);
        Assert.True(said[0].GetProperty("accepted").GetBoolean());
        Assert.All(said.Skip(1), answer => Assert.Equal(0, Status(answer)));
        Assert.Equal(41, said.Count);
        Dcmjs.Note("C-ECHO", "SCU", "asynchronous operations window proposed");
    }

    private static int Status(JsonElement answer) => answer.GetProperty("status").GetInt32();

    private static JsonObject N(string service, string instance, int? type = null, JsonObject? dataset = null) => new()
    {
        ["service"] = service,
        ["sopClass"] = SopClass,
        ["sopInstance"] = instance,
        ["type"] = type,
        ["dataset"] = dataset,
    };

    private JsonObject Plan(params JsonObject[] requests) => new()
    {
        ["port"] = Gantry.DicomPort,
        ["called"] = GantryProcess.AETitle,
        ["requests"] = new JsonArray([.. requests]),
    };

    private async Task<List<JsonElement>> RunAsync(params JsonObject[] requests)
    {
        var said = await Dcmjs.RunScuAsync(Plan(requests));
        Assert.True(said[0].GetProperty("accepted").GetBoolean(), said[0].ToString());
        return [.. said.Skip(1)];
    }
}
