using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>Who may call the real host, as an administrator says it by the command line and DCMTK's tools see it.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task A_refused_AE_is_listed_with_the_reason_and_one_command_lets_it_in_without_a_restart()
    {
        var dcmtk = Dcmtk.OrSkip("CT1");
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, "--Gantry:Access:Policy", "Known", "--Gantry:AETitles", "SECOND");

        var unknown = (await dcmtk.EchoAsync(gantry.DicomPort)).Failed();
        var refused = (await gantry.CliAsync("ae", "refused")).Succeeded();
        (await gantry.CliAsync("ae", "allow", "CT1", "--operations", "echo,query")).Succeeded();
        (await dcmtk.EchoAsync(gantry.DicomPort)).Succeeded();
        (await dcmtk.EchoAsync(gantry.DicomPort, "SECOND")).Succeeded();
        var called = (await dcmtk.EchoAsync(gantry.DicomPort, "ANOTHER")).Failed();

        Assert.Contains("Calling AE Title Not Recognized", unknown.Output, StringComparison.Ordinal);
        Assert.Contains("Called AE Title Not Recognized", called.Output, StringComparison.Ordinal);
        Assert.Contains(refused.Lines, line => line.StartsWith("CT1", StringComparison.Ordinal) && line.Contains("127.0.0.1", StringComparison.Ordinal)
            && line.Contains("CT1 is not known here.", StringComparison.Ordinal));
        Assert.Equal(["ANOTHER"], (await RefusalsAsync(gantry)).Select(refusal => refusal.GetProperty("calledAETitle").GetString()));

        // It may ask, and may not store.
        var sample = Samples.Ct(folder);
        (await dcmtk.StoreAsync(gantry.DicomPort, sample)).Failed();
        Assert.Empty(await dcmtk.FindAsync(gantry.DicomPort, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID"));
        Assert.Contains(await RefusalsAsync(gantry), refusal => refusal.GetProperty("reason").GetString() == "NotAllowed");
        (await gantry.CliAsync("ae", "allow", "CT1", "--address", "127.0.0.1", "--operations", "store")).Succeeded();
        (await dcmtk.StoreAsync(gantry.DicomPort, sample)).Succeeded();
        Assert.Single(await dcmtk.FindAsync(gantry.DicomPort, "-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID"));

        // From elsewhere it is another's name.
        (await gantry.CliAsync("ae", "remove", "CT1")).Succeeded();
        (await gantry.CliAsync("ae", "allow", "CT1", "--address", "192.0.2.0/24")).Succeeded();
        (await dcmtk.EchoAsync(gantry.DicomPort)).Failed();
        Assert.Contains(await RefusalsAsync(gantry), refusal => refusal.GetProperty("reason").GetString() == "WrongAddress");
    }

    [Fact]
    public async Task A_port_can_be_paused_stopped_and_started_while_what_is_open_goes_on()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, "--Gantry:Listeners:second:Port", "0");
        await using var kept = await Scu.ConnectAsync(gantry.DicomPort, [ProposedContext.Verification], "KEPT");

        (await gantry.CliAsync("listeners", "pause", "dicom")).Succeeded();
        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => Scu.ConnectAsync(gantry.DicomPort, [ProposedContext.Verification], "LATE"));
        await kept.EchoAsync(token);
        var stopped = (await gantry.CliAsync("listeners", "stop", "dicom")).Succeeded();
        await Assert.ThrowsAnyAsync<Exception>(() => Scu.ConnectAsync(gantry.DicomPort, [ProposedContext.Verification], "LATE"));
        await kept.EchoAsync(token);
        (await gantry.CliAsync("listeners", "start", "dicom")).Succeeded();
        await using (var again = await Scu.ConnectAsync(gantry.DicomPort, [ProposedContext.Verification], "AGAIN"))
        {
            await again.EchoAsync(token);
        }

        await kept.EchoAsync(token);
        (await gantry.CliAsync("listeners", "pause", "dicom", "--abort")).Succeeded();
        await kept.Ended.WaitAsync(TimeSpan.FromSeconds(30), token);

        Assert.Equal(AssociateRj.TemporaryCongestion, rejected.End?.Rejection);
        Assert.Contains(stopped.Lines, line => line.StartsWith("dicom", StringComparison.Ordinal) && line.Contains("stopped", StringComparison.Ordinal) && line.EndsWith('1'));
        Assert.Contains(stopped.Lines, line => line.StartsWith("second", StringComparison.Ordinal) && line.Contains("serving", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_paused_and_stopped_is_so_after_a_restart_until_it_is_started_again()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        string[] settings = ["--Gantry:Listeners:second:Port", "0"];
        await using (var first = await GantryProcess.StartAsync(data, null, settings))
        {
            (await first.CliAsync("listeners", "pause", "dicom")).Succeeded();
            (await first.CliAsync("listeners", "stop", "second")).Succeeded();
            Assert.StartsWith("gantry.find is paused: ", (await first.CliAsync("plugins", "pause", "find")).Succeeded().Output, StringComparison.Ordinal);
            await first.StopAsync();
        }

        await using var gantry = await GantryProcess.StartAsync(data, null, settings);
        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => Scu.ConnectAsync(gantry.DicomPort, [ProposedContext.Verification]));
        Assert.Equal(AssociateRj.TemporaryCongestion, rejected.End?.Rejection);
        var listed = (await gantry.CliAsync("listeners", "--json")).Succeeded().Output;
        using var json = JsonDocument.Parse(listed);
        var second = json.RootElement.GetProperty("listeners").EnumerateArray().Single(listener => listener.GetProperty("name").GetString() == "second");
        Assert.Equal("stopped", second.GetProperty("state").GetString());
        await Assert.ThrowsAnyAsync<Exception>(() => Scu.ConnectAsync(second.GetProperty("port").GetInt32(), [ProposedContext.Verification]));
        (await gantry.CliAsync("listeners", "start", "second")).Succeeded();
        (await gantry.CliAsync("listeners", "start", "dicom")).Succeeded();
        Assert.Equal("Paused", (await gantry.PluginsAsync())["gantry.find"].Text("state"));

        // What others need of the server goes on, and a find is told to come back.
        await using var association = await Scu.ConnectAsync(second.GetProperty("port").GetInt32(), [ProposedContext.Verification, new(Scu.StudyRootFind)]);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make()));
        Assert.Equal(DimseStatus.OutOfResources, await FindAsync());
        Assert.Equal("gantry.find 1.0.0 (generation 1) serves now.", (await gantry.CliAsync("plugins", "resume", "find")).Succeeded().Output.Trim());
        Assert.Equal(DimseStatus.Success, await FindAsync());

        async Task<DimseStatus> FindAsync()
        {
            var query = association.FindAsync(Scu.StudyRootFind, Scu.Identifier("STUDY").Add(Tags.StudyInstanceUID).Build(), token);
            try
            {
                await foreach (var _ in query)
                {
                    await Task.Yield();
                }

                return DimseStatus.Success;
            }
            catch (FindException failed)
            {
                return failed.Status;
            }
        }
    }

    [Fact]
    public async Task Open_associations_are_shown_and_one_can_be_aborted_by_the_command_line()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(folder.Folder("data"));
        await using var kept = await Scu.ConnectAsync(gantry.DicomPort, [ProposedContext.Verification], "KEPT");
        await using var victim = await Scu.ConnectAsync(gantry.DicomPort, [ProposedContext.Verification, new(Scu.StudyRootFind)], "VICTIM");
        await victim.EchoAsync(TestContext.Current.CancellationToken);

        var table = (await gantry.CliAsync("associations")).Succeeded();
        using var json = JsonDocument.Parse((await gantry.CliAsync("associations", "--json")).Succeeded().Output);
        var listed = json.RootElement.GetProperty("associations").EnumerateArray().Single(open => open.GetProperty("callingAETitle").GetString() == "VICTIM");
        (await gantry.CliAsync("associations", "abort", listed.GetProperty("id").GetRawText())).Succeeded();
        var end = await victim.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Contains(table.Lines, line => line.Contains("VICTIM", StringComparison.Ordinal) && line.Contains("127.0.0.1:", StringComparison.Ordinal));
        Assert.Equal(2, listed.GetProperty("presentationContexts").GetArrayLength());
        Assert.Equal(AssociationEndReason.AbortedByPeer, end.Reason);
        Assert.Equal(DimseStatus.Success, await kept.EchoAsync(TestContext.Current.CancellationToken));
        (await gantry.CliAsync("associations", "abort", listed.GetProperty("id").GetRawText())).Failed();
    }

    private static async Task<IReadOnlyList<JsonElement>> RefusalsAsync(GantryProcess gantry)
    {
        using var json = JsonDocument.Parse((await gantry.CliAsync("ae", "refused", "--json")).Succeeded().Output);
        return [.. json.RootElement.GetProperty("refusals").Clone().EnumerateArray()];
    }
}
