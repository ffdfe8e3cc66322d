using System.Globalization;
using Gantry.DatabaseServers;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The real host with its catalog on a real database server, and stock clients.</summary>
public sealed class DatabaseTests
{
    private const int Swaps = 3;

    [Theory]
    [InlineData("gantry.postgresql")]
    [InlineData("gantry.mysql")]
    public async Task A_host_on_a_server_stores_finds_and_sends_and_its_provider_is_replaced_under_load(string provider)
    {
        var dcmtk = Dcmtk.OrSkip();
        await using var server = await CatalogServer.StartAsync(provider);
        using var folder = new TemporaryFolder();
        string[] settings = ["--Gantry:WatchPlugins", "false", .. server.Settings];
        var samples = MakeSamples();
        var acknowledged = 0;
        await using (var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, settings))
        {
            var plugins = await gantry.PluginsAsync();
            Assert.Equal(("Serving", "LeftOut"), (plugins[provider].Text("state"), plugins["gantry.sqlite"].Text("state")));
            await StoreAsync(dcmtk, gantry, folder, samples);
            await AssertFoundAsync(dcmtk, gantry, samples);
            await AssertMovedAsync(dcmtk, gantry, folder, samples);
            Assert.DoesNotContain(DatabaseServer.Password, (await gantry.CliAsync("plugins", "settings", provider)).Succeeded().Output, StringComparison.Ordinal);

            await using (var load = new SwapLoad(gantry.DicomPort, pause: SwapLoad.Breath))
            {
                for (var i = 0; i < Swaps; i++)
                {
                    await load.GoOnAsync(5);
                    (await gantry.CliAsync("plugins", "reload", provider, "--wait", "120")).Succeeded(); // and the one before is gone from memory
                    load.AssertNothingFailed();
                }

                await load.GoOnAsync(5);
                acknowledged = load.Stored.Count;
            }

            Assert.Equal(0, await gantry.StopAsync());
        }

        await using var again = await GantryProcess.StartAsync(folder.Folder("data"), null, settings);
        await AssertFoundAsync(dcmtk, again, samples);
        Assert.InRange((await again.StatusAsync()).GetProperty("catalog").GetProperty("instances").GetInt64(), acknowledged + samples.Length, long.MaxValue);
    }

    [Fact]
    public async Task Without_its_database_the_host_serves_what_needs_none_and_says_in_a_sentence_what_is_wrong()
    {
        using var folder = new TemporaryFolder();
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), null, "--Gantry:Catalog", "gantry.postgresql", "--Gantry:Plugins:gantry.postgresql:ConnectionString", "Host=127.0.0.1;Port=1;Database=gantry;Username=gantry;Password=not-shown;Timeout=3");
        var plugin = (await gantry.PluginsAsync())["gantry.postgresql"];
        Assert.Equal("Refused", plugin.Text("state"));
        Assert.Contains("The database gantry on 127.0.0.1:1 cannot be reached", plugin.Text("refusal"), StringComparison.Ordinal);
        Assert.DoesNotContain("not-shown", gantry.Output, StringComparison.Ordinal);
        Assert.Equal(new DimseStatus(0xA700), await Scu.StoreAsync(gantry.DicomPort, Samples.Make()));
    }

    private static Sample[] MakeSamples()
    {
        var study = Uid.New();
        return
        [
            .. Enumerable.Range(1, 20).Select(number => Samples.Make(study, number: number, patientId: "DB1")),
            .. Enumerable.Range(1, 20).Select(number => Samples.Make(number: number, patientId: $"DB2-{number % 4}", more: builder => builder.Set(Tags.PatientName, "Ärger^Zoë").Set(Tags.SpecificCharacterSet, "ISO_IR 192"))),
        ];
    }

    private static async Task StoreAsync(Dcmtk dcmtk, GantryProcess gantry, TemporaryFolder folder, Sample[] samples)
    {
        var files = folder.Folder("samples");
        foreach (var (index, sample) in samples.Index())
        {
            await File.WriteAllBytesAsync(Path.Combine(files, index.ToString(CultureInfo.InvariantCulture)), sample.File(), TestContext.Current.CancellationToken);
        }

        var run = (await dcmtk.StoreAsync(gantry.DicomPort, files)).Succeeded();
        Assert.Equal(samples.Length, StorescuReport.Stored(run).Count);
    }

    private static async Task AssertFoundAsync(Dcmtk dcmtk, GantryProcess gantry, Sample[] samples)
    {
        var all = await dcmtk.FindAsync(gantry.DicomPort, "-S", "QueryRetrieveLevel=STUDY", "PatientID=DB*", "StudyInstanceUID", "NumberOfStudyRelatedInstances");
        Assert.Equal(samples.GroupBy(sample => sample.Study.Value).OrderBy(study => study.Key).Select(study => (study.Key, study.Count())),
            all.Select(match => (match["StudyInstanceUID"].Trim(), int.Parse(match["NumberOfStudyRelatedInstances"], CultureInfo.InvariantCulture))).OrderBy(match => match.Item1));
        Assert.Equal(20, (await dcmtk.FindAsync(gantry.DicomPort, "-S", "QueryRetrieveLevel=STUDY", "PatientName=ARG*", "PatientID=DB2*", "StudyDate=20260101-20260131")).Count);
        Assert.Equal(20, (await dcmtk.FindAsync(gantry.DicomPort, "-S", "QueryRetrieveLevel=IMAGE", $"StudyInstanceUID={samples[0].Study}", "SOPInstanceUID")).Count);
        Assert.Empty(await dcmtk.FindAsync(gantry.DicomPort, "-S", "QueryRetrieveLevel=STUDY", "PatientID=DB3*"));
    }

    private static async Task AssertMovedAsync(Dcmtk dcmtk, GantryProcess gantry, TemporaryFolder folder, Sample[] samples)
    {
        await using var sink = await StorescpProcess.StartAsync(dcmtk, folder.Folder("moved"), "SINK");
        (await gantry.CliAsync("ae", "add", "SINK", $"127.0.0.1:{sink.Port}")).Succeeded();
        (await dcmtk.MoveAsync(gantry.DicomPort, "SINK", "-S", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={samples[0].Study}")).Succeeded();
        var came = Part10.ByInstance(sink.Folder);
        Assert.Equal(20, came.Count);
        Assert.All(samples[..20], sample => Assert.True(came[sample.Instance.Value].DataSet.Span.SequenceEqual(sample.DataSet), $"{sample.Instance} came back changed."));
    }
}
