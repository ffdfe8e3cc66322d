namespace Gantry.Interop.Tests;

/// <summary>
/// What was acknowledged survives the death of the process, whatever database has the catalog. GANTRY_KILL_ROUNDS sets another number of rounds; MariaDB, which takes
/// longest to make, has its turn only then.
/// </summary>
public sealed class KillTests
{
    private const int Senders = 4;

    [Theory]
    [InlineData("gantry.sqlite", 2)]
    [InlineData("gantry.postgresql", 1)]
    [InlineData("gantry.mysql", 0)]
    public async Task Killed_in_the_midst_of_storing_the_server_has_all_that_it_acknowledged_and_nothing_half(string provider, int rounds)
    {
        rounds = int.TryParse(Environment.GetEnvironmentVariable("GANTRY_KILL_ROUNDS"), out var set) ? set : rounds;
        Assert.SkipWhen(rounds == 0, "GANTRY_KILL_ROUNDS is not set.");
        await using var database = await CatalogServer.StartAsync(provider);
        using var folder = new TemporaryFolder();
        var data = folder.Folder("data");
        var load = new KillLoad();
        var random = new Random(20260102);
        for (var round = 0; round < rounds; round++)
        {
            var before = load.Acknowledged;
            await using (var gantry = await GantryProcess.StartAsync(data, null, database.Settings))
            {
                using var stop = new CancellationTokenSource();
                var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => load.SendAsync(gantry.DicomPort, stop.Token))).ToList();
                await Until.TrueAsync(() => load.Acknowledged > before + 20, "instances are acknowledged");
                await Task.Delay(random.Next(100, 1500), TestContext.Current.CancellationToken);
                await gantry.KillAsync();
                await stop.CancelAsync();
                await Task.WhenAll(senders);
            }

            await AssertIntactAsync(data, database, load, onlyLast: true);
        }

        await AssertIntactAsync(data, database, load, onlyLast: false);
        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} kills, {load.Sent} instances sent, {load.Acknowledged} acknowledged.");
        FaultReport.Note($"kill -9 in the midst of storing, {provider}", rounds, load.Acknowledged, 0);
    }

    private static async Task AssertIntactAsync(string data, CatalogServer database, KillLoad load, bool onlyLast)
    {
        await using var gantry = await GantryProcess.StartAsync(data, null, database.Settings);
        await load.AssertIntactAsync(gantry.DicomPort, onlyLast);
    }
}
