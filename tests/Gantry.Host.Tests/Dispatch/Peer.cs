using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Listener;
using Gantry.Host.Rehearsals;
using Gantry.Host.Settings;
using Gantry.Host.Tests.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Dispatch;

/// <summary>Associations in memory with the plugins of a world.</summary>
internal sealed class Peer(PluginWorld world, TimeProvider? clock = null) : IAsyncDisposable
{
    private readonly List<Task> _served = [];

    /// <summary>What gives up operations that hang; it looks when it is told to.</summary>
    public OperationWatch Watch { get; } = new(world.Settings, clock ?? TimeProvider.System, NullLogger<OperationWatch>.Instance);

    /// <summary>The retrievals that it has asked for.</summary>
    public RetrievalBook Retrievals { get; } = new(clock ?? TimeProvider.System);

    public Observers Observers { get; } = new(world.Registry, NullLogger<Observers>.Instance);

    /// <summary>The settings of the associations; the world's unless set.</summary>
    public GantrySettings Settings { get; init; } = world.Settings;

    /// <summary>The port that its associations come by; none unless set.</summary>
    public ListenerSwitch? Switch { get; init; }

    /// <summary>Takes note of what its operations would do; nothing unless set, and they do it.</summary>
    public Rehearsal? Rehearsal { get; init; }

    /// <summary>Asks for an association, with a presentation context for each SOP class.</summary>
    public Task<Association> ConnectAsync(params Uid[] sopClasses) => ConnectAsync([.. sopClasses.Select(uid => new ProposedContext(uid))]);

    /// <summary>Asks for an association.</summary>
    public async Task<Association> ConnectAsync(ProposedContext[] contexts, RequestorOptions? options = null, IDimseHandler? handler = null)
    {
        var (client, server) = DuplexPipe.Pair();
        var dispatcher = new Dispatcher(world.Registry, Watch, Retrievals, Observers, NullLogger<Dispatcher>.Instance);
        var access = world.Access() with { Switch = Switch };
        access = access with { Origin = access.Origin with { Rehearsal = Rehearsal } };
        var session = new AssociationSession(Settings, access, new AssociationCounters(), world.Registry, dispatcher, world.Telemetry, NullLogger.Instance)
        {
            Time = clock ?? TimeProvider.System,
        };
        _served.Add(AssociationAcceptor.RunAsync(server, null, new AcceptorOptions(), session, CancellationToken.None));
        return await DicomClient.ConnectAsync(
            client, null, new AETitle("GANTRY"), new AETitle("TEST"), contexts, options, handler, TestContext.Current.CancellationToken);
    }

    /// <summary>Queries, and returns the final response.</summary>
    public static async Task<DimseReply> FindAsync(Association association, Uid sopClass, string patientId = "")
    {
        var identifier = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.PatientID, patientId).Build();
        var replies = association.InvokeManyAsync(
            association.Parameters.Find(sopClass)!, new CFindRq { SopClassUid = sopClass }, DataSetSource.Of(identifier), TestContext.Current.CancellationToken);
        return await replies.LastAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Queries on an association of its own.</summary>
    public async Task<DimseReply> FindAsync(Uid sopClass, string patientId = "")
    {
        await using var association = await ConnectAsync(Uids.Verification, sopClass);
        return await FindAsync(association, sopClass, patientId);
    }

    /// <summary>Waits until all associations have ended on the host's side, too.</summary>
    public Task ServedAsync() => Task.WhenAll(_served).WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_served).WaitAsync(TimeSpan.FromSeconds(30));
        await Observers.TellAllAsync();
        Observers.Dispose();
        Watch.Dispose();
    }
}
