using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Listener;
using Gantry.Host.Telemetry;
using Gantry.Host.Tests.Dispatch;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Telemetry;

/// <summary>Metrics and traces. Instruments are the process's, so these tests run by themselves.</summary>
[Collection(nameof(TelemetryTests))]
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public sealed class TelemetryTests
{
    private static readonly Uid PatientStudyOnlyFind = new("1.2.840.10008.5.1.4.1.2.3.1");
    private static readonly Uid PatientRootFind = Uids.PatientRootQueryRetrieveInformationModelFind;

    [Fact]
    public async Task Operations_are_counted_by_plugin_version_command_and_status_and_faults_besides()
    {
        await using var world = new PluginWorld();
        using var exported = new Exported();
        await world.DropAndLoadAsync("Misbehaver");
        await RunAsync(world, PatientRootFind, "", "throw");

        var series = exported.Collect();

        const string find = "command=C-FIND,plugin=fixture.misbehaver";
        Assert.Equal(1, series[$"Gantry.Host/gantry.operations{{{find},status=success,version=1.0.0}}"]);
        Assert.Equal(1, series[$"Gantry.Host/gantry.operations{{{find},status=failure,version=1.0.0}}"]);
        Assert.Equal(1, series[$"Gantry.Host/gantry.operation.duration{{{find},status=success,version=1.0.0}}"]);
        Assert.Equal(1, series[$"Gantry.Host/gantry.operation.faults{{{find},version=1.0.0}}"]);
        Assert.InRange(series["Gantry.Host/gantry.network.received{}"], 200, 10_000);
        Assert.InRange(series["Gantry.Host/gantry.network.sent{}"], 200, 10_000);
    }

    [Fact]
    public async Task A_peer_makes_no_series_by_inventing_AE_titles()
    {
        await using var world = new PluginWorld();
        using var exported = new Exported();
        world.Nodes.Put(new AETitle("CT1"), _ => new Remote.KnownAE { AETitle = new AETitle("CT1"), Host = "127.0.0.1", Port = 104 });
        foreach (var calling in (string[])["CT1", "INVENTED1", "INVENTED2"])
        {
            await RunAsync(world, Uids.Verification, calling);
        }

        var series = exported.Collect();

        Assert.Equal(1, series["Gantry.Host/gantry.associations{calling_ae=CT1}"]);
        Assert.Equal(2, series["Gantry.Host/gantry.associations{calling_ae=other}"]);
        Assert.Equal(0, series["Gantry.Host/gantry.associations.open{}"]);
        Assert.DoesNotContain(series.Keys, key => key.Contains("INVENTED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generations_are_seen_while_they_are_there()
    {
        await using var world = new PluginWorld();
        using var gauges = new PluginGauges(world.Registry, world.Retired);
        using var exported = new Exported();
        world.Registry.Changed += world.Metrics.PluginChanged;
        world.Retired.Ended += world.Metrics.PluginSteps;
        await world.DropAndLoadAsync("CatalogueOne");
        await world.DropAndLoadAsync("FinderOne");

        IReadOnlyDictionary<string, double> during;
        await using (world.BeginQuery())
        {
            await world.DropAndLoadAsync("FinderTwo");
            await world.IsRetiringAsync("fixture.finder");
            during = exported.Collect();
        }

        const string active = "Gantry.Host/gantry.plugin.operations.active";
        Assert.Equal(1, during[active + "{generation=1,plugin=fixture.finder,state=draining,version=1.0.0}"]);
        Assert.Equal(0, during[active + "{generation=2,plugin=fixture.finder,state=serving,version=2.0.0}"]);
        Assert.Equal(1, during["Gantry.Host/gantry.plugin.retired{plugin=fixture.finder}"]);
        Assert.Equal(2, during["Gantry.Host/gantry.plugin.load.duration{plugin=fixture.finder}"]);
        Assert.Equal(2, during["Gantry.Host/gantry.plugin.step.duration{plugin=fixture.finder,step=start}"]);
        Assert.False(during.ContainsKey("Gantry.Host/gantry.plugin.step.duration{plugin=fixture.finder,step=drain}"));
        Assert.True(await world.IsCollectedAsync("fixture.finder"));
        Assert.Equal(1, exported.Collect()["Gantry.Host/gantry.plugin.step.duration{plugin=fixture.finder,step=drain}"]);
    }

    [Fact]
    public async Task A_span_for_each_operation_within_one_for_the_association_and_plugins_see_it()
    {
        await using var world = new PluginWorld();
        using var exported = new Exported();
        await world.DropAndLoadAsync("Measurer");

        var comments = await RunAsync(world, PatientStudyOnlyFind, "", "");

        Assert.Equal(["C-FIND", "C-FIND"], comments);
        var association = Assert.Single(exported.Ended, span => span.Name == "association");
        var operations = exported.Ended.Where(span => span.Name == "C-FIND").ToList();
        Assert.Equal(["1-1", "1-2"], operations.Select(span => span.Tags["gantry.correlation_id"]));
        Assert.All(operations, span => Assert.Equal((association.Id, "0000H", "Large"), (span.Parent, span.Tags["dicom.status"], span.Tags["fixture.kind"])));
        Assert.Equal(operations.Select(span => span.Id), exported.Ended.Where(span => span.Name == "measure").Select(span => span.Parent));
        Assert.All(exported.Ended, span => Assert.Empty(span.UnsafeTags));
    }

    [Fact]
    public async Task Without_an_exporter_plugins_see_the_operations_span_all_the_same()
    {
        await using var world = new PluginWorld();
        await world.DropAndLoadAsync("Measurer");

        Assert.Equal(["C-FIND"], await RunAsync(world, PatientStudyOnlyFind, ""));
    }

    [Fact]
    public async Task A_plugins_own_meter_is_exported_goes_on_in_the_next_generation_and_holds_neither_in_memory()
    {
        await using var world = new PluginWorld();
        using var exported = new Exported();
        var folder = world.Drop("Measurer");
        await world.LoadAsync(folder);
        await RunAsync(world, PatientStudyOnlyFind, "", "");
        var first = exported.Collect();
        await world.LoadAsync(folder, again: true);
        await RunAsync(world, PatientStudyOnlyFind, "");
        Assert.True(await world.IsCollectedAsync("fixture.measurer"), "The first generation is still in memory.");
        var second = exported.Collect();
        await world.Registry.UnloadAsync(world.Slot("measurer"), null, TestContext.Current.CancellationToken);
        Assert.True(await world.IsCollectedAsync("fixture.measurer"), "The second generation is still in memory.");
        const string meter = "Plugin:Gantry.Fixtures.Measurer/fixture.";
        var after = exported.Collect();
        for (var i = 0; i < 100 && after.Keys.Any(IsOfAGeneration); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken); // the exporter may be a collection behind
            after = exported.Collect();
        }

        Assert.Equal((2d, 2d, 2d, 2d), Values(first));
        Assert.Equal((3d, 1d, 3d, 1d), Values(second)); // what is counted goes on; what has a value has the new generation's
        Assert.Equal(3, after[meter + "queries{kind=Small}"]);
        Assert.DoesNotContain(after.Keys, IsOfAGeneration);

        static bool IsOfAGeneration(string key) =>
            key.StartsWith(meter + "seen", StringComparison.Ordinal) || key.StartsWith(meter + "waiting", StringComparison.Ordinal);

        static (double, double, double, double) Values(IReadOnlyDictionary<string, double> series) => (
            series[meter + "queries{kind=Small}"], series[meter + "waiting{kind=Small}"],
            series[meter + "sizes{kind=the measurer}"], series[meter + "seen{kind=Large}"]);
    }

    /// <summary>One association: an echo as the given AE, or a query for each Patient ID. Ends when the host has let go of it.</summary>
    /// <returns>The Error Comments.</returns>
    private static async Task<List<string?>> RunAsync(PluginWorld world, Uid sopClass, params string[] words)
    {
        var token = TestContext.Current.CancellationToken;
        var isEcho = sopClass == Uids.Verification;
        var (client, server) = DuplexPipe.Pair();
        using var watch = new OperationWatch(world.Settings, TimeProvider.System, NullLogger<OperationWatch>.Instance);
        var dispatcher = new Dispatcher(world.Registry, watch, new RetrievalBook(TimeProvider.System), new Observers(world.Registry, NullLogger<Observers>.Instance), NullLogger<Dispatcher>.Instance);
        var session = new AssociationSession(world.Settings, world.Access(), new AssociationCounters(), world.Registry, dispatcher, world.Telemetry, NullLogger.Instance);
        var served = AssociationAcceptor.RunAsync(server, null, new AcceptorOptions(), session, CancellationToken.None);
        var comments = new List<string?>();
        await using (var association = await DicomClient.ConnectAsync(
            client, null, new AETitle("GANTRY"), new AETitle(isEcho ? words[0] : "TEST"), [new ProposedContext(sopClass)], cancellationToken: token))
        {
            var context = association.Parameters.Find(sopClass)!;
            foreach (var word in words)
            {
                var identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "PATIENT").Set(Tags.PatientID, word).Build();
                var reply = isEcho
                    ? await association.InvokeAsync(context, new CEchoRq { SopClassUid = sopClass }, cancellationToken: token)
                    : await association.InvokeManyAsync(context, new CFindRq { SopClassUid = sopClass }, DataSetSource.Of(identifier), token).SingleAsync(token);
                comments.Add(reply.Command.ErrorComment);
            }

            await association.ReleaseAsync(token);
        }

        await served;
        return comments;
    }
}
