using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Listener;
using Gantry.Host.Logging;
using Gantry.Host.Tests.Dispatch;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging;

namespace Gantry.Host.Tests.Logging;

public sealed class LogBorderTests
{
    private const string Secret = "ZZSECRET^PATIENT";
    private static readonly Uid Worklist = new("1.2.840.10008.5.1.4.31");

    [Fact]
    public async Task Patient_data_that_a_plugin_logs_in_any_way_is_not_in_the_log()
    {
        using var log = new CapturedLog();

        await GossipAsync(log, withPatientData: false);

        Assert.DoesNotContain("ZZSECRET", log.Text, StringComparison.Ordinal);
        Assert.Contains("Declared: (patient data)", log.Text, StringComparison.Ordinal);
        Assert.Contains("By name: (patient data)", log.Text, StringComparison.Ordinal);
        Assert.Contains("It is Talkative", log.Text, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", log.Text, StringComparison.Ordinal);
        Assert.Contains("Gossip.cs:line", log.Text, StringComparison.Ordinal); // where it was thrown is no secret
    }

    [Fact]
    public async Task It_is_where_the_administrator_asks_for_it()
    {
        using var log = new CapturedLog();

        await GossipAsync(log, withPatientData: true);

        Assert.Contains($"Declared: {Secret}", log.Text, StringComparison.Ordinal);
        Assert.Contains($"By name: {Secret}", log.Text, StringComparison.Ordinal);
        Assert.Contains($"FormatException: {Secret}", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_are_kept_for_ever_hold_nothing_of_the_plugin()
    {
        using var log = new CapturedLog();
        await using var world = new PluginWorld(loggers: log.Factory);
        await QueryAsync(world, log);

        await world.Registry.UnloadAsync(world.Slot("gossip"), null, TestContext.Current.CancellationToken);

        Assert.True(await world.IsCollectedAsync("fixture.gossip"));
        Assert.Contains("this is ", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_web_server_says_of_each_request_is_put_together_only_where_it_is_wanted()
    {
        using var log = new CapturedLog();
        var server = log.Factory.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics");
        Assert.False(server.IsEnabled(LogLevel.Information));
        Assert.True(server.IsEnabled(LogLevel.Warning));

        log.Levels.Set("microsoft.aspnetcore.hosting", LogLevel.Information);

        Assert.True(server.IsEnabled(LogLevel.Information));
#pragma warning disable CA1848, CA1873 // as that server does
        server.LogInformation("A request");
#pragma warning restore CA1848, CA1873
        Assert.Contains("A request", log.Text, StringComparison.Ordinal);
        log.Levels.Set("microsoft.aspnetcore.hosting", null);
        Assert.False(server.IsEnabled(LogLevel.Information));
    }

    [Fact]
    public async Task The_level_of_one_plugin_is_set_while_it_runs_and_the_recent_log_is_read_by_plugin_and_level()
    {
        using var log = new CapturedLog();
        await using var world = new PluginWorld(loggers: log.Factory);
        await QueryAsync(world, log);
        var before = log.Recent.View(new LogQuery(0, LogLevel.Trace, "fixture.gossip", 100)).Entries;
        log.Levels.Set("fixture.gossip", LogLevel.Debug);
        await QueryAsync(world, log);
        var debug = log.Recent.View(new LogQuery(before[^1].Number, LogLevel.Trace, "fixture.gossip", 100)).Entries;
        log.Levels.Set("fixture.gossip", LogLevel.Error);
        var last = log.Recent.Last;
        await QueryAsync(world, log);
        var errors = log.Recent.View(new LogQuery(last, LogLevel.Trace, "fixture.gossip", 100)).Entries;

        Assert.DoesNotContain(before, entry => entry.Message == "Of little interest");
        Assert.Contains(debug, entry => entry is { Message: "Of little interest", Plugin: "fixture.gossip", Level: LogLevel.Debug });
        Assert.Equal(["An exception"], errors.Where(entry => entry.Plugin is not null).Select(entry => entry.Message));
        Assert.All(log.Recent.View(new LogQuery(0, LogLevel.Error, null, 2)).Entries, entry => Assert.True(entry.Level >= LogLevel.Error));
        Assert.Equal(2, log.Recent.View(new LogQuery(0, LogLevel.Trace, null, 2)).Entries.Count);
    }

    [Fact]
    public void The_longest_name_that_fits_decides_and_a_plugins_own_level_before_all()
    {
        var levels = new LogLevels(LogLevel.Information);
        levels.Set("Gantry.Plugins", LogLevel.Error);
        levels.Set("Gantry.Plugins.Find", LogLevel.Debug);
        levels.Set("gantry.move", LogLevel.Trace);

        Assert.Equal(LogLevel.Debug, levels.Of(null, "Gantry.Plugins.Find.FindHandler"));
        Assert.Equal(LogLevel.Error, levels.Of(null, "Gantry.Plugins.FindOther"));
        Assert.Equal(LogLevel.Trace, levels.Of("gantry.move", "Gantry.Plugins.Move.MoveHandler"));
        Assert.Equal(LogLevel.Information, levels.Of(null, "Gantry.Host"));
        Assert.Equal(LogLevel.Warning, levels.Of(null, "Microsoft.AspNetCore.Hosting"));
        Assert.Equal(Serilog.Events.LogEventLevel.Verbose, levels.Lowest.MinimumLevel);

        levels.Set("gantry.move", null);
        levels.Set("Gantry.Plugins.Find", null);
        Assert.Equal(LogLevel.Error, levels.Of("gantry.move", "Gantry.Plugins.Move.MoveHandler"));
        Assert.Equal(Serilog.Events.LogEventLevel.Information, levels.Lowest.MinimumLevel);
    }

    [Fact]
    public void What_the_framework_says_of_files_is_shown_and_what_quotes_values_is_not()
    {
        var missing = Thrown(() => File.ReadAllText("/no/such/file"));
        var format = Thrown(() => int.Parse(Secret, System.Globalization.CultureInfo.InvariantCulture));
        var key = Thrown(() => _ = new Dictionary<string, int>()[Secret]);

        Assert.Contains("/no/such", FaultText.Of(missing, withPatientData: false), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, FaultText.Of(format, withPatientData: false), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, FaultText.Of(new AggregateException(Secret, key, format), withPatientData: false), StringComparison.Ordinal);
        Assert.Contains(Secret, FaultText.Of(format, withPatientData: true), StringComparison.Ordinal);

        static Exception Thrown(Action action) => Record.Exception(action)!;
    }

    private static async Task GossipAsync(CapturedLog log, bool withPatientData)
    {
        await using var world = new PluginWorld(loggers: log.Factory, withPatientData: withPatientData);
        await QueryAsync(world, log);
    }

    private static async Task QueryAsync(PluginWorld world, CapturedLog log)
    {
        var token = TestContext.Current.CancellationToken;
        if (!world.Registry.TryFind("gossip", out _))
        {
            await world.DropAndLoadAsync("Gossip");
        }

        var (client, server) = DuplexPipe.Pair();
        using var watch = new OperationWatch(world.Settings, TimeProvider.System, log.Factory.CreateLogger<OperationWatch>());
        var dispatcher = new Dispatcher(
            world.Registry, watch, new RetrievalBook(TimeProvider.System), new Observers(world.Registry, log.Factory.CreateLogger<Observers>()), log.Factory.CreateLogger<Dispatcher>());
        var session = new AssociationSession(
            world.Settings, world.Access(), new AssociationCounters(), world.Registry, dispatcher, world.Telemetry, log.Factory.CreateLogger<AssociationSession>());
        var served = AssociationAcceptor.RunAsync(server, null, new AcceptorOptions(), session, CancellationToken.None);
        await using (var association = await DicomClient.ConnectAsync(
            client, null, new AETitle("GANTRY"), new AETitle("TEST"), [new ProposedContext(Worklist)], cancellationToken: token))
        {
            var identifier = new DicomDataSetBuilder().Set(Tags.PatientName, Secret).Build();
            var reply = await association.InvokeManyAsync(
                association.Parameters.Find(Worklist)!, new CFindRq { SopClassUid = Worklist }, DataSetSource.Of(identifier), token).SingleAsync(token);
            Assert.Equal(DimseStatus.ProcessingFailure, reply.Status);
            await association.ReleaseAsync(token);
        }

        await served;
    }
}
