using System.Globalization;
using System.Text.Json;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The server asks another archive, dcmjs-dimse, for storage commitment: the answer on the same association, on a new one, on either, and after a restart.</summary>
public sealed class AskingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_answer_is_taken_on_whichever_association_it_comes()
    {
        Dcmjs.NodeOrSkip();
        await using var gantry = await GantryProcess.StartAsync(_folder.Folder("data"));
        Sample[] samples = [Samples.Make(), Samples.Make(number: 2), Samples.Make(number: 3)];
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, samples));
        string[] all = [.. samples.Select(sample => sample.Study.Value)];

        await AskAsync(gantry, "same", "DCMJS1", "same", all);
        await AskAsync(gantry, "new", "DCMJS2", "new", all);
        await AskAsync(gantry, "sameElseNew", "DCMJS3", "same", all);
        (await gantry.CliAsync("plugins", "settings", "commit", "set", "WaitForAnswer", "00:00:00")).Succeeded();
        await AskAsync(gantry, "sameElseNew", "DCMJS4", "new", all);

        Assert.Contains("No study, series or instance 2.25.99", (await gantry.CliAsync("commit", "2.25.99", "--to", "DCMJS1")).Output, StringComparison.Ordinal);
        Assert.Contains("No address is known of NOBODY", (await gantry.CliAsync("commit", all[0], "--to", "NOBODY")).Output, StringComparison.Ordinal);
        Dcmjs.Note("Storage Commitment", "SCP", "answer on the same, a new, or either association");
    }

    [Fact]
    public async Task A_server_that_is_killed_has_the_answer_when_it_is_back()
    {
        Dcmjs.NodeOrSkip();
        var (data, later) = (_folder.Folder("data"), Ports.Free());
        await using var archive = await Dcmjs.StartScpAsync(null, "new", "DCMJS", later.ToString(CultureInfo.InvariantCulture));
        var sample = Samples.Make();
        await using (var gantry = await GantryProcess.StartAsync(data, null, "--Gantry:Plugins:gantry.commit:WaitForAnswer", "00:00:00"))
        {
            (await gantry.CliAsync("ae", "add", "DCMJS", $"127.0.0.1:{archive.Port}")).Succeeded();
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, sample));
            (await gantry.CliAsync("commit", sample.Study.Value, "--to", "DCMJS", "--detach")).Succeeded();
            await Until.TrueAsync(async () => (await gantry.CliAsync("commitments")).Output.Contains("Asked; the answer is awaited.", StringComparison.Ordinal), "dcmjs-dimse is asked");
            await gantry.KillAsync();
        }

        await using var next = await GantryProcess.StartAsync(data, null, "--Gantry:DicomPort", later.ToString(CultureInfo.InvariantCulture));

        await Until.TrueAsync(async () => (await next.CliAsync("commitments", "held", "DCMJS", sample.Study.Value)).ExitCode == 0, "the answer is known");
        Assert.Contains("\"reported\":0", archive.Output, StringComparison.Ordinal);
        Assert.Single(Lines(archive), line => line.TryGetProperty("asked", out _));
        Dcmjs.Note("Storage Commitment", "SCP", "answer after a restart of the server");
    }

    private static async Task AskAsync(GantryProcess gantry, string route, string title, string expected, string[] studies)
    {
        await using var archive = await Dcmjs.StartScpAsync(null, route, title, gantry.DicomPort.ToString(CultureInfo.InvariantCulture));
        (await gantry.CliAsync("ae", "add", title, $"127.0.0.1:{archive.Port}")).Succeeded();

        var asked = await gantry.CliAsync(["commit", .. studies, "--to", title, "--wait", "60"]);

        Assert.True(asked.ExitCode == 1, $"{asked.Output}\n{archive.Output}");
        Assert.Contains($"2 of 3 committed by {title}", asked.Output, StringComparison.Ordinal);
        Assert.Contains("0112H no such object instance", asked.Output, StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(Lines(archive), line => line.TryGetProperty("route", out _)).GetProperty("route").GetString());
        Assert.Equal(0, (await gantry.CliAsync("commitments", "held", title, studies[0])).ExitCode);
        Assert.Equal(1, (await gantry.CliAsync(["commitments", "held", title, .. studies])).ExitCode);
    }

    private static IEnumerable<JsonElement> Lines(Dcmjs archive) =>
        archive.Output.Split('\n').Where(line => line.StartsWith('{') && line.TrimEnd().EndsWith('}')).Select(line => JsonDocument.Parse(line).RootElement);
}
