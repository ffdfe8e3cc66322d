using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>A C-MOVE to DCMTK's storescp, which takes its time, in the midst of which the server dies, or the plugin is replaced.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Count = 8;
    private readonly TemporaryFolder _folder = new();
    private readonly Dcmtk _dcmtk = Dcmtk.OrSkip();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_not_sent_when_the_server_died_goes_on_after_its_next_start()
    {
        var data = _folder.Folder("data");
        await using var sink = await StartSinkAsync();
        Sample[] samples;
        await using (var gantry = await GantryProcess.StartAsync(data))
        {
            (samples, var moving) = await MoveAsync(gantry, sink);
            await gantry.KillAsync();
            await moving;
            Assert.InRange(Came(sink), 3, Count - 1);
        }

        // It was asked for too long ago to go on by itself: an administrator has it go on.
        await using var again = await GantryProcess.StartAsync(data, null, "--Gantry:Plugins:gantry.move:ResumesWithin", "00:00:01");
        var waiting = default(JsonElement);
        await Until.TrueAsync(
            async () => State(waiting = await again.RetrievalAsync(samples[0].Study.Value)) == "interrupted", "it waits for an administrator");
        Assert.Equal(("C-MOVE", "DCMTK", "SLOW"), (waiting.Text("command"), waiting.Text("requestor"), waiting.Text("destination")));
        Assert.InRange(waiting.GetProperty("remaining").GetInt32(), 1, Count);
        (await again.CliAsync("retrieves", "resume", waiting.Text("id")!)).Succeeded();

        var ended = await AssertAllCameAsync(again, sink, samples);
        Assert.Contains("has ended already", (await again.CliAsync("retrieves", "cancel", ended.Text("id")!)).Failed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_replaced_version_was_not_given_the_time_to_send_the_next_one_sends()
    {
        await using var sink = await StartSinkAsync();
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"), null, "--Gantry:DrainTimeout", "00:00:01");
        var (samples, moving) = await MoveAsync(gantry, sink);

        (await gantry.CliAsync("plugins", "reload", "gantry.move")).Succeeded();

        await moving;
        Assert.Contains("what remains is sent later", (await gantry.CliAsync("retrieves", "--all")).Succeeded().Output, StringComparison.Ordinal);
        await AssertAllCameAsync(gantry, sink, samples);
    }

    private Task<StorescpProcess> StartSinkAsync() => StorescpProcess.StartAsync(_dcmtk, _folder.Folder("moved"), "SLOW", "+xa", "--sleep-after", "1");

    /// <summary>Has a study moved, and waits until a part of it has come.</summary>
    private async Task<(Sample[] Samples, Task<CommandResult> Moving)> MoveAsync(GantryProcess gantry, StorescpProcess sink)
    {
        var study = Uid.New();
        Sample[] samples = [.. Enumerable.Range(1, Count).Select(number => Samples.Make(study, number: number))];
        (await gantry.CliAsync("ae", "add", "SLOW", $"127.0.0.1:{sink.Port}")).Succeeded();
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, samples));
        var moving = _dcmtk.MoveAsync(gantry.DicomPort, "SLOW", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}");
        await Until.TrueAsync(() => Came(sink) > 2, "a few instances have come");
        return (samples, moving);
    }

    private static async Task<JsonElement> AssertAllCameAsync(GantryProcess gantry, StorescpProcess sink, Sample[] samples)
    {
        await Until.TrueAsync(async () => State(await RetrievalsAsync(gantry)) == "ended", "the rest was sent", TimeSpan.FromMinutes(1));
        var ended = (await RetrievalsAsync(gantry))!.Value;
        Assert.Equal((0, Count, 0), (ended.GetProperty("remaining").GetInt32(), ended.GetProperty("completed").GetInt32(), ended.GetProperty("failed").GetInt32()));
        Assert.Equal(samples.Select(sample => sample.Instance.Value).Order(), Part10.ByInstance(sink.Folder).Keys.Order());
        return ended;
    }

    // The one that has a record: after a swap there is the operation that was asked, too.
    private static async Task<JsonElement?> RetrievalsAsync(GantryProcess gantry)
    {
        using var list = JsonDocument.Parse((await gantry.CliAsync("retrieves", "--all", "--json")).Succeeded().Output);
        var recorded = list.RootElement.GetProperty("retrievals").EnumerateArray().Where(retrieval => retrieval.TryGetProperty("state", out _)).ToList();
        return recorded.Count == 0 ? null : recorded.Single().Clone();
    }

    private static string? State(JsonElement? retrieval) => retrieval?.Text("state");

    private static int Came(StorescpProcess sink) => Directory.EnumerateFiles(sink.Folder).Count();
}
