using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>A host that is killed while it holds a job - it waits for an instance's file, which is a pipe - and goes on with it at once after its next start.</summary>
public sealed class KilledAtWorkTests : IDisposable
{
    // A lease of a job lasts for one or two minutes: who waits for its end is late.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_request_for_media_is_made()
    {
        var uid = "";
        await HoldAndKillAsync(
            async (gantry, sample) =>
            {
                uid = (await MediaAsync(gantry, "create", "--study", sample.Study.Value)).Text("uid")!;
                await Until.TrueAsync(async () => (await MediaAsync(gantry, "show", uid)).Text("note") == "The content is being prepared.", "the content is being prepared");
            },
            async gantry => (await MediaAsync(gantry, "show", uid)).Text("executionStatus") == "DONE");
    }

    [Fact]
    public async Task A_storage_commitment_is_checked()
    {
        var transaction = Uid.New();
        await HoldAndKillAsync(
            async (gantry, sample) =>
            {
                await using var client = new DicomClient("127.0.0.1", gantry.DicomPort, new AETitle(GantryProcess.AETitle), new AETitle("SCU"));
                Assert.True(await client.RequestCommitmentAsync(
                    transaction, [new SopReference(sample.SopClass, sample.Instance)], (_, _) => ValueTask.FromResult(DimseStatus.Success), TimeSpan.Zero, TestContext.Current.CancellationToken));
            },
            async gantry => (await CommitmentAsync(gantry, transaction)).Text("note") is not "");
    }

    [Fact]
    public async Task A_retrieval_is_sent()
    {
        var dcmtk = Dcmtk.OrSkip();
        await using var sink = await StorescpProcess.StartAsync(dcmtk, _folder.Folder("moved"), "SINK");
        await HoldAndKillAsync(
            async (gantry, sample) =>
            {
                (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{sink.Port}")).Succeeded();
                _ = dcmtk.MoveAsync(gantry.DicomPort, "SINK", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={sample.Study}");
                await Until.TrueAsync(async () => (await gantry.CliAsync("retrieves", "--json")).Succeeded().Output.Contains(sample.Study.Value, StringComparison.Ordinal), "the retrieval goes on");
            },
            _ => Task.FromResult(Directory.EnumerateFiles(sink.Folder).Any()));
    }

    /// <summary>Has a host get at work and killed there, and waits until its next start has done what it was at.</summary>
    private async Task HoldAndKillAsync(Func<GantryProcess, Sample, Task> begin, Func<GantryProcess, Task<bool>> isDone)
    {
        var data = _folder.Folder("data");
        string file, kept = _folder.File("kept");
        await using (var gantry = await StartAsync(data))
        {
            var sample = Samples.Make();
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
            file = Assert.Single(Directory.GetFiles(Path.Combine(data, "gantry.filestore", "instances"), "*.dcm", SearchOption.AllDirectories));
            File.Move(file, kept);
            Assert.Equal(0, (await Programs.RunAsync(Programs.FindOrSkip("mkfifo", "coreutils"), [file])).ExitCode);
            await begin(gantry, sample);
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken); // until it waits for the pipe
            Assert.False(await isDone(gantry), "the pipe does not hold it");
            await gantry.KillAsync();
        }

        File.Delete(file);
        File.Move(kept, file);
        await using var next = await StartAsync(data);
        await Until.TrueAsync(() => isDone(next), "what the killed host held is done", Soon);
    }

    private static Task<GantryProcess> StartAsync(string data) => GantryProcess.StartAsync(
        data, null, "--Gantry:Plugins:gantry.mediacreation:LookInterval", "00:00:00.2", "--Gantry:Plugins:gantry.mediacreation:RetryInterval", "00:00:01");

    private static async Task<JsonElement> MediaAsync(GantryProcess gantry, params string[] arguments) => Parse((await gantry.CliAsync(["media", .. arguments, "--json"])).Output);

    private static async Task<JsonElement> CommitmentAsync(GantryProcess gantry, Uid transaction) =>
        Parse((await gantry.CliAsync("commitments", "show", transaction.Value, "--json")).Succeeded().Output);

    private static JsonElement Parse(string output)
    {
        using var json = JsonDocument.Parse(output);
        return json.RootElement.Clone();
    }
}
