using System.IO.Pipelines;
using System.Net;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;

namespace Gantry.Host.Listener;

/// <summary>Serves associations, whatever transport brings them.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class AssociationSessions(
    GantrySettings settings,
    AssociationGate gate,
    OpenAssociations associations,
    ListenerSwitches switches,
    AssociationCounters counters,
    PluginRegistry registry,
    Dispatcher dispatcher,
    DimseTelemetry telemetry,
    TimeProvider time,
    ILogger<AssociationSession> logger)
{
    private readonly AcceptorOptions _options = Options(settings, time);

    /// <summary>What holds for every association, the conformance statement included.</summary>
    public static AcceptorOptions Options(GantrySettings settings, TimeProvider time) => new() { IdleTimeout = settings.IdleTimeout, TimeProvider = time };

    /// <summary>Serves one, from A-ASSOCIATE-RQ to the end.</summary>
    /// <param name="transport">The transport; see <see cref="AssociationAcceptor.RunAsync"/>.</param>
    /// <param name="peer">The peer's address; null where the transport has none.</param>
    /// <param name="origin">Where it has come from, for who judges it.</param>
    /// <param name="connection">Its place among the connections without an association; null where it takes none.</param>
    /// <param name="stopping">Asks for the end.</param>
    public Task<AssociationEnd> ServeAsync(IDuplexPipe transport, EndPoint? peer, AssociationOrigin origin, LooseConnection? connection, CancellationToken stopping)
    {
        var access = new AssociationAccess(origin, gate, associations) { Switch = origin.IsOwn ? null : switches.Find(origin.Listener.Name) };
        var session = new AssociationSession(settings, access, counters, registry, dispatcher, telemetry, logger, connection) { Time = time };
        return AssociationAcceptor.RunAsync(transport, peer, _options, session, stopping);
    }
}
