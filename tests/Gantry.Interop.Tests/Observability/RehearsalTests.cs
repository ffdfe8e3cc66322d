using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What DCMTK has stored, moved and brought is performed again, by the version that serves and by one on trial, and nothing of it is done.</summary>
public sealed class RehearsalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_another_version_would_store_is_told_and_nothing_is_stored_sent_or_queued()
    {
        var dcmtk = Dcmtk.OrSkip();
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"), PluginFolders.CopyOfBuilt(_folder), "--Gantry:Plugins:gantry.transaction-log:BatchInterval", "00:00:00.1");
        await using var sink = await StorescpProcess.StartAsync(dcmtk, _folder.Folder("sink"), "SINK");
        (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{sink.Port}")).Succeeded();
        var (study, images) = (Uid.New(), _folder.Folder("images"));
        var samples = Enumerable.Range(1, 2).Select(number => Samples.Make(study, number: number, patientId: "REHEARSE")).ToList();
        foreach (var sample in samples)
        {
            await File.WriteAllBytesAsync(Path.Combine(images, $"{sample.Instance}.dcm"), sample.File(), TestContext.Current.CancellationToken);
        }

        (await dcmtk.StoreAsync(gantry.DicomPort, images)).Succeeded();
        string[] keys = ["QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}"];
        (await dcmtk.GetAsync(gantry.DicomPort, "+x=", _folder.Folder("got"), "-S", keys)).Succeeded();
        (await dcmtk.MoveAsync(gantry.DicomPort, "SINK", "-S", keys)).Succeeded();
        await CommitAsync(gantry.DicomPort, samples[0]);
        await OrderAsync(gantry.DicomPort, samples[0]);
        await Until.TrueAsync(async () => (await IncomingAsync(gantry)).Count == 6, "all six are in the log");
        var sent = Directory.GetFiles(_folder.Folder("sink")).Length;

        // Of those without the option the C-GET alone is asked again.
        var to = DateTimeOffset.Now.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var read = await ReplayAsync(gantry, 0, "--to", to);
        Assert.Equal((1, 0, 4), (Number(read, "replayed"), Number(read, "rehearsed"), read.GetProperty("leftOut").EnumerateObject().Count()));

        var same = await ReplayAsync(gantry, 0, "--to", to, "--rehearse");
        Assert.Equal((6, 5, 0, 0), (Number(same, "replayed"), Number(same, "rehearsed"), Number(same, "different"), Number(same, "differentOnTrial")));
        Assert.Empty(same.GetProperty("leftOut").EnumerateObject());

        // The version on trial, which nobody's operations go to, coerces an attribute of each.
        (await gantry.CliAsync("plugins", "install", Checkout.Fixture("NextCoercingStorage", "gantry.storage"), "--ae", "NOBODY")).Succeeded();
        var trial = await ReplayAsync(gantry, 1, "--to", to, "--rehearse");
        Assert.Equal((6, 0, 2), (Number(trial, "replayed"), Number(trial, "different"), Number(trial, "differentOnTrial")));
        foreach (var request in trial.GetProperty("requests").EnumerateArray())
        {
            var differences = request.GetProperty("onTrial").EnumerateArray().ToList();
            Assert.Equal("C-STORE", request.Text("command"));
            Assert.Equal(["status", "catalogued", "stored"], differences.Select(difference => difference.Text("field")));
            Assert.Equal(("0000H", "B000H"), (differences[0].Text("expected"), differences[0].Text("actual")));
            Assert.StartsWith("other values of (0008,0080)", differences[1].Text("actual"), StringComparison.Ordinal);
            Assert.Contains("SHA-256", differences[2].Text("actual"), StringComparison.Ordinal);
        }

        var text = await gantry.CliAsync("log", "replay", "--to", to, "--rehearse");
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("6 requests asked again, 5 of them rehearsed: nothing was stored, entered, queued or sent, 0 answered otherwise than recorded, 2 otherwise on trial.", text.Output, StringComparison.Ordinal);

        // Nothing has come of all that: in the log, at the destination, or in the catalog.
        Assert.Equal((2, sent), (sent, Directory.GetFiles(_folder.Folder("sink")).Length));
        (await gantry.CliAsync("echo", $"{GantryProcess.AETitle}@127.0.0.1:{gantry.DicomPort}")).Succeeded();
        await Until.TrueAsync(async () => (await IncomingAsync(gantry)).Contains("C-ECHO"), "what came before is in the log, too");
        Assert.Equal(7, (await IncomingAsync(gantry)).Count);
        Assert.Equal(1, JsonElement.Parse((await gantry.CliAsync("media", "list", "--json")).Succeeded().Output).GetProperty("media").GetArrayLength());
        var again = _folder.Folder("again");
        (await dcmtk.GetAsync(gantry.DicomPort, "+x=", again, "-S", keys)).Succeeded();
        Assert.Equal(
            Directory.GetFiles(_folder.Folder("got")).Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file)))).Order(),
            Directory.GetFiles(again).Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file)))).Order());
    }

    private static async Task CommitAsync(int port, Sample sample)
    {
        var item = new DicomDataSetBuilder().Add(Tags.ReferencedSOPClassUID, sample.SopClass).Add(Tags.ReferencedSOPInstanceUID, sample.Instance).Build();
        var information = new DicomDataSetBuilder().Add(Tags.TransactionUID, Uid.New()).Add(Tags.ReferencedSOPSequence, item).Build();
        await using var association = await Scu.ConnectAsync(port, [new ProposedContext(Uids.StorageCommitmentPushModel)], "DCMTK");
        var reply = await association.NActionAsync(
            Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, 1, information, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(DimseStatus.Success, reply.Status);
    }

    private static async Task OrderAsync(int port, Sample sample)
    {
        var item = new DicomDataSetBuilder()
            .Add(Tags.ReferencedSOPClassUID, sample.SopClass).Add(Tags.ReferencedSOPInstanceUID, sample.Instance).Add(Tags.RequestedMediaApplicationProfile, "STD-GEN-CD").Build();
        await using var association = await Scu.ConnectAsync(port, [new ProposedContext(Uids.MediaCreationManagement)], "DCMTK");
        var reply = await association.NCreateAsync(
            Uids.MediaCreationManagement, default, new DicomDataSetBuilder().Add(Tags.ReferencedSOPSequence, item).Build(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(DimseStatus.Success, reply.Status);
    }

    private static async Task<List<string>> IncomingAsync(GantryProcess gantry) =>
    [
        .. (await gantry.CliAsync("log", "find", "--kind", "Operation", "--direction", "Incoming", "--json")).Succeeded().Lines
            .Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line).Text("command")!),
    ];

    private static async Task<JsonElement> ReplayAsync(GantryProcess gantry, int exitCode, params string[] conditions)
    {
        var replayed = await gantry.CliAsync(["log", "replay", "--json", .. conditions]);
        Assert.True(replayed.ExitCode == exitCode, replayed.Output);
        return JsonElement.Parse(replayed.Output);
    }

    private static int Number(JsonElement report, string name) => report.GetProperty(name).GetInt32();
}
