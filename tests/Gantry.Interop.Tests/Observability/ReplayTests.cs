using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Requests of the transaction log that are asked again: of the version that serves, and of one on trial.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_answered_otherwise_than_recorded_is_told_and_nothing_that_changes_anything_is_asked_again()
    {
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"), PluginFolders.CopyOfBuilt(_folder), "--Gantry:Plugins:gantry.transaction-log:BatchInterval", "00:00:00.1");
        var sample = Samples.Make(patientId: "REPLAY1");
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
        (await gantry.CliAsync("echo", $"{GantryProcess.AETitle}@127.0.0.1:{gantry.DicomPort}")).Succeeded();
        await using (var association = await Scu.ConnectAsync(gantry.DicomPort, [new ProposedContext(Scu.StudyRootFind)], "ASKER"))
        {
            var query = Scu.Identifier("STUDY").Set(Tags.PatientID, "REPLAY*").Set(Tags.PatientName, "").Build();
            Assert.Single(await association.FindAsync(Scu.StudyRootFind, query, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        }

        await Until.TrueAsync(
            async () => (await gantry.CliAsync("log", "find", "--kind", "Operation", "--json")).Succeeded().Lines.Count(line => line.StartsWith('{')) == 3, "all three are in the log");
        var to = DateTimeOffset.Now.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var same = await ReplayAsync(gantry, 0, "--to", to);
        Assert.Equal((2, 0, 0), (Number(same, "replayed"), Number(same, "different"), Number(same, "differentOnTrial")));
        Assert.Equal("C-STORE: what stores, sends or changes anything is rehearsed where that is asked for (--rehearse).", Assert.Single(same.GetProperty("leftOut").EnumerateObject()).Name);

        // A version on trial gets what its rule says, and all that is asked again besides. This one adds an element to each match.
        (await gantry.CliAsync("plugins", "install", Checkout.Fixture("NextFind", "gantry.find"), "--ae", "NOBODY")).Succeeded();
        var trial = await ReplayAsync(gantry, 1, "--to", to, "--command", "C-FIND");
        Assert.Equal((1, 0, 1), (Number(trial, "replayed"), Number(trial, "different"), Number(trial, "differentOnTrial")));
        Assert.StartsWith("gantry.find", Assert.Single(trial.GetProperty("trials").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.True(trial.GetProperty("trialMilliseconds").GetDouble() > 0);
        var changed = Assert.Single(Assert.Single(trial.GetProperty("requests").EnumerateArray()).GetProperty("onTrial").EnumerateArray());
        Assert.Equal(("content", "match 1", "other values of (0088,0130)"), (changed.Text("field"), changed.Text("expected"), changed.Text("actual")));

        List<JsonElement> asked = [];
        await Until.TrueAsync(
            async () => (asked = [.. (await gantry.CliAsync("log", "find", "--command", "C-FIND", "--ae", "ASKER", "--json")).Succeeded().Lines.Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line))]).Count == 4,
            "what was asked again is in the log, too");
        Assert.Single(asked, record => record.Text("plugin") == "gantry.find 1.0.1"); // the version on trial has answered, though its rule is for nobody here

        // Another study makes another answer.
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make(patientId: "REPLAY2")));
        var other = await ReplayAsync(gantry, 1, "--to", to);
        var difference = Assert.Single(Assert.Single(other.GetProperty("requests").EnumerateArray()).GetProperty("sinceRecorded").EnumerateArray());
        Assert.Equal(("matches", "1", "2"), (difference.Text("field"), difference.Text("expected"), difference.Text("actual")));
        var text = await gantry.CliAsync("log", "replay", "--to", to);
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("2 requests asked again, 1 answered otherwise than recorded, 1 otherwise on trial.", text.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReplayAsync(GantryProcess gantry, int exitCode, params string[] conditions)
    {
        var replayed = await gantry.CliAsync(["log", "replay", "--json", .. conditions]);
        Assert.True(replayed.ExitCode == exitCode, replayed.Output);
        return JsonElement.Parse(replayed.Output);
    }

    private static int Number(JsonElement report, string name) => report.GetProperty(name).GetInt32();
}
