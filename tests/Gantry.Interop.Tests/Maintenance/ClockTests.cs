using System.Globalization;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The clock of a server that runs is set ahead and back by more than a year: nothing is deleted for it, nothing is lost, and everybody is served.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_clock_that_leaps_deletes_nothing_and_holds_up_nobody()
    {
        var clock = await LeapingClock.MakeAsync(_folder);
        await using var gantry = await GantryProcess.StartAsync(
            clock.Environment, _folder.Folder("data"),
            "--Gantry:Plugins:gantry.retention:Rules:0", "*=after 30 days since arrival",
            "--Gantry:Plugins:gantry.retention:Interval", "1.00:00:00",
            "--Gantry:Plugins:gantry.retention:RequiresSafeCopy", "false",
            "--Gantry:Plugins:gantry.transaction-log:BatchInterval", "00:00:00.1");
        List<Sample> stored = [Samples.Make(patientId: "CLOCK")];
        await using var association = await Scu.ConnectAsync(
            gantry.DicomPort, [new(Scu.StudyRootFind), .. Scu.StorageContexts([(Samples.CTImage, TransferSyntax.ExplicitVRLittleEndian)])]);
        Assert.Equal(DimseStatus.Success, (await association.StoreAsync(stored[0].Request, TestContext.Current.CancellationToken)).Status);
        Assert.DoesNotContain("set ahead", (await gantry.CliAsync("retention", "show")).Succeeded().Output, StringComparison.Ordinal);

        foreach (var days in (int[])[400, 0])
        {
            clock.Set(TimeSpan.FromDays(days));
            stored.Add(Samples.Make(patientId: "CLOCK"));
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(stored[^1].Request, TestContext.Current.CancellationToken)).Status); // an association that was open before
            Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, stored[^1])); // and a new one
            var year = DateTime.UtcNow.AddDays(days).Year.ToString(CultureInfo.InvariantCulture);
            Assert.Contains(year, (await gantry.CliAsync("statistics", "--by", "day", "--from", $"{year}-01-01", "--to", $"{year}-12-31")).Succeeded().Output, StringComparison.Ordinal); // it has really leapt
            Assert.Contains("The clock was set ahead by hours", (await gantry.CliAsync("retention", "show")).Succeeded().Output, StringComparison.Ordinal);
        }

        var query = Scu.Identifier("STUDY").Set(Tags.PatientID, "CLOCK").Set(Tags.StudyInstanceUID, "").Build();
        var found = await association.FindAsync(Scu.StudyRootFind, query, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(stored.Select(sample => sample.Study.Value).Order(), found.Select(match => match.GetString(Tags.StudyInstanceUID)).Order());
        await Until.TrueAsync(
            async () => (await gantry.CliAsync("log", "find", "--command", "C-STORE", "--json")).Succeeded().Lines.Count(line => line.StartsWith('{')) == 5, "every store is in the log");
        var numbers = (await gantry.CliAsync("log", "find", "--json")).Succeeded().Lines.Where(line => line.StartsWith('{')).Select(line => System.Text.Json.JsonElement.Parse(line).GetProperty("number").GetInt64()).ToList();
        Assert.Equal(numbers.Order(), numbers); // in the order in which it happened, whatever the clock said
        Assert.Contains("The clock was set ahead", gantry.Output, StringComparison.Ordinal);
        Assert.Contains("3 instances intact, 0 whole without a digest, 0 damaged", (await gantry.CliAsync("verify")).Succeeded().Output, StringComparison.Ordinal);

        // An administrator has the last word; by the clock, which is right again, none of it is due.
        Assert.Contains("3 studies seen, 0 deleted", (await gantry.CliAsync("retention", "run")).Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The clock was set ahead", (await gantry.CliAsync("retention", "show")).Succeeded().Output, StringComparison.Ordinal);
    }
}
