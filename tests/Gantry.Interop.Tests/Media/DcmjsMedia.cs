using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Dicom;

namespace Gantry.Interop.Tests;

/// <summary>dcmjs-dimse as who asks for media: N-CREATE, N-ACTION and N-GET (PS3.4 §S).</summary>
internal static class DcmjsMedia
{
    private const string SopClass = "1.2.840.10008.5.1.1.33";

    public static JsonObject Create(string request, Uid sopClass, Uid instance) => N("N-CREATE", request, dataset: new()
    {
        ["LabelText"] = "From dcmjs",
        ["ReferencedSOPSequence"] = new JsonArray(new JsonObject { ["ReferencedSOPClassUID"] = sopClass.Value, ["ReferencedSOPInstanceUID"] = instance.Value }),
    });

    public static JsonObject Get(string request) => N("N-GET", request);

    public static JsonObject Initiate(string request, int copies = 1) => N("N-ACTION", request, 1, new() { ["NumberOfCopies"] = copies, ["RequestPriority"] = "HIGH" });

    public static JsonObject Cancel(string request) => N("N-ACTION", request, 2);

    /// <summary>Sends requests one after the other on an association; returns the answers.</summary>
    public static async Task<List<JsonElement>> RunAsync(GantryProcess gantry, params IEnumerable<JsonObject> requests)
    {
        var said = await Dcmjs.RunScuAsync(new JsonObject { ["port"] = gantry.DicomPort, ["called"] = GantryProcess.AETitle, ["requests"] = new JsonArray([.. requests]) });
        Assert.True(said[0].GetProperty("accepted").GetBoolean(), said[0].ToString());
        return [.. said.Skip(1)];
    }

    /// <summary>Execution Status and its info, as an N-GET was answered.</summary>
    public static string StatusOf(JsonElement answer) => $"{answer.GetProperty("dataset").Text("ExecutionStatus")} {answer.GetProperty("dataset").Text("ExecutionStatusInfo")}";

    /// <summary>Asks by N-GET, many times on an association, until a status was told.</summary>
    public static async Task<JsonElement> SeesAsync(GantryProcess gantry, string request, string status)
    {
        var seen = default(JsonElement);
        await Until.TrueAsync(
            async () =>
            {
                seen = (await RunAsync(gantry, Enumerable.Range(0, 40).Select(_ => Get(request)))).FirstOrDefault(answer => StatusOf(answer) == status);
                return seen.ValueKind == JsonValueKind.Object;
            },
            $"dcmjs-dimse is told {status}",
            TimeSpan.FromSeconds(60));
        return seen;
    }

    private static JsonObject N(string service, string instance, int? type = null, JsonObject? dataset = null) => new()
    {
        ["service"] = service,
        ["sopClass"] = SopClass,
        ["sopInstance"] = instance,
        ["type"] = type,
        ["dataset"] = dataset,
    };
}
