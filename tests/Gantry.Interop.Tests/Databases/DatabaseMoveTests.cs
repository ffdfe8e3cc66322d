using System.Text.Json;
using Gantry.DatabaseServers;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The catalog of the real host is moved between real databases while peers store and query.</summary>
public sealed class DatabaseMoveTests
{
    private const string Sqlite = "gantry.sqlite", PostgreSql = "gantry.postgresql", MySql = "gantry.mysql";

    /// <summary>How many instances there are before the first move; more by a setting, to see it in large.</summary>
    private static int InstancesBefore => int.TryParse(Environment.GetEnvironmentVariable("GANTRY_MOVE_INSTANCES"), out var count) ? count : 200;

    [Fact]
    public async Task From_SQLite_to_PostgreSQL_to_MariaDB_and_back_under_load_nothing_is_lost_or_doubled()
    {
        await using var postgreSql = await PostgreSqlServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip("PostgreSQL is not installed (Debian: postgresql).");
        await using var mariaDb = await MariaDbServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip("MariaDB is not installed (Debian: mariadb-server).");
        using var folder = new TemporaryFolder();
        string[] settings =
        [
            "--Gantry:WatchPlugins", "false",
            $"--Gantry:Plugins:{PostgreSql}:ConnectionString", postgreSql.ConnectionString("gantry"), $"--Gantry:Plugins:{PostgreSql}:CreateDatabase", "true",
            $"--Gantry:Plugins:{MySql}:ConnectionString", mariaDb.ConnectionString("gantry"), $"--Gantry:Plugins:{MySql}:CreateDatabase", "true",
        ];
        var stored = new Dictionary<string, Uid>();
        await using (var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, settings))
        {
            await StoreAsync(gantry.DicomPort, InstancesBefore, stored);
            var load = new SwapLoad(gantry.DicomPort, storers: 2, SwapLoad.Breath);
            await using (load)
            {
                await load.GoOnAsync(5);
                await MoveAsync(gantry, "--to", "postgresql");
                Assert.Equal((PostgreSql, Sqlite), await PlacesAsync(gantry));
                await load.GoOnAsync(20);
                await MoveAsync(gantry, "--finish");
                Assert.Equal("LeftOut", (await gantry.PluginsAsync())[Sqlite].Text("state"));
                await load.GoOnAsync(5);

                await MoveAsync(gantry, "--to", "mysql");
                Assert.Equal((MySql, PostgreSql), await PlacesAsync(gantry));
                await load.GoOnAsync(20);
                await MoveAsync(gantry, "--back");
                Assert.Equal((PostgreSql, MySql), await PlacesAsync(gantry));
                await load.GoOnAsync(20);
                (await gantry.CliAsync("plugins", "reload", MySql, "--wait", "120")).Succeeded(); // the one that is kept ready, while it is
                await MoveAsync(gantry, "--back");
                Assert.Equal((MySql, PostgreSql), await PlacesAsync(gantry));
                await load.GoOnAsync(20);
                await MoveAsync(gantry, "--finish");
                await load.GoOnAsync(5);
            }

            foreach (var (instance, study) in load.Stored)
            {
                stored.Add(instance, study);
            }

            await AssertThereAsync(gantry, stored);
            Assert.Equal(0, await gantry.StopAsync());
        }

        await using var again = await GantryProcess.StartAsync(folder.Folder("data"), null, settings);
        Assert.Equal((MySql, null), await PlacesAsync(again));
        await AssertThereAsync(again, stored);
    }

    [Fact]
    public async Task What_serves_goes_on_when_the_other_database_is_lost_and_both_are_alike_again_after_a_crash_of_the_host()
    {
        await using var postgreSql = await PostgreSqlServer.TryStartAsync() ?? throw Xunit.Sdk.SkipException.ForSkip("PostgreSQL is not installed (Debian: postgresql).");
        using var folder = new TemporaryFolder();
        string[] settings =
        [
            "--Gantry:WatchPlugins", "false",
            $"--Gantry:Plugins:{PostgreSql}:ConnectionString", postgreSql.ConnectionString("gantry"), $"--Gantry:Plugins:{PostgreSql}:CreateDatabase", "true",
        ];
        var stored = new Dictionary<string, Uid>();
        await using (var gantry = await GantryProcess.StartAsync(folder.Folder("data"), null, settings))
        {
            await StoreAsync(gantry.DicomPort, 20, stored);
            await MoveAsync(gantry, "--to", "postgresql");
            await MoveAsync(gantry, "--back");
            Assert.Equal((Sqlite, PostgreSql), await PlacesAsync(gantry));

            await postgreSql.KillAsync();
            await StoreAsync(gantry.DicomPort, 20, stored);
            await Until.TrueAsync(async () => (await ShowAsync(gantry)).Text("state") == "Waiting", "the loss is noticed", TimeSpan.FromMinutes(2));
            Assert.Contains("gantry on 127.0.0.1", (await ShowAsync(gantry)).Text("problem"), StringComparison.Ordinal);
            await StoreAsync(gantry.DicomPort, 20, stored);
            await gantry.KillAsync();
        }

        await postgreSql.StartAsync();
        await using var again = await GantryProcess.StartAsync(folder.Folder("data"), null, settings);
        Assert.Equal((Sqlite, PostgreSql), await PlacesAsync(again));
        await StoreAsync(again.DicomPort, 20, stored);
        await MoveAsync(again, "--back");
        Assert.Equal((PostgreSql, Sqlite), await PlacesAsync(again));
        await AssertThereAsync(again, stored);
        var refused = (await again.CliAsync("db", "move", "--to", "mysql")).Failed();
        Assert.Contains("finish that first", refused.Output, StringComparison.Ordinal);
    }

    private static async Task MoveAsync(GantryProcess gantry, params string[] arguments) => (await gantry.CliAsync(["db", "move", .. arguments])).Succeeded();

    private static async Task<JsonElement> ShowAsync(GantryProcess gantry)
    {
        using var json = JsonDocument.Parse((await gantry.CliAsync("db", "move", "--json")).Output);
        return json.RootElement.Clone();
    }

    private static async Task<(string? Current, string? Standby)> PlacesAsync(GantryProcess gantry)
    {
        var now = await ShowAsync(gantry);
        return (now.Text("current"), now.Text("standby"));
    }

    private static async Task StoreAsync(int port, int count, Dictionary<string, Uid> stored)
    {
        await using var association = await Scu.ConnectAsync(port, Scu.StorageContexts([(Samples.CTImage, TransferSyntax.ExplicitVRLittleEndian)]));
        var study = Uid.New();
        for (var number = 1; number <= count; number++)
        {
            study = number % 25 == 0 ? Uid.New() : study;
            var sample = Samples.Make(study, number: number, patientId: $"MOVE{number / 25}", pixelBytes: 2_000);
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(sample.Request)).Status);
            stored.Add(sample.Instance.Value, study);
        }
    }

    // Every instance that was acknowledged, each once, below its study; and the counts say the same.
    private static async Task AssertThereAsync(GantryProcess gantry, Dictionary<string, Uid> stored)
    {
        await using var association = await Scu.ConnectAsync(gantry.DicomPort, [new ProposedContext(Scu.StudyRootFind)]);
        var found = new List<(string, string)>();
        foreach (var study in stored.Values.Distinct())
        {
            var identifier = Scu.Identifier("IMAGE").Add(Tags.StudyInstanceUID, study).Add(Tags.SOPInstanceUID).Build();
            await foreach (var match in association.FindAsync(Scu.StudyRootFind, identifier))
            {
                found.Add((match.GetString(Tags.SOPInstanceUID)!, study.Value));
            }
        }

        Assert.Equal(stored.Select(pair => (pair.Key, pair.Value.Value)).Order(), found.Order());
        var catalog = (await gantry.StatusAsync()).GetProperty("catalog");
        Assert.Equal((stored.Count, stored.Values.Distinct().Count()), (catalog.GetProperty("instances").GetInt32(), catalog.GetProperty("studies").GetInt32()));
    }
}
