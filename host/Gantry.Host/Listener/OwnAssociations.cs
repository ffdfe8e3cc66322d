using System.IO.Pipelines;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Rehearsals;
using Gantry.Host.Settings;

namespace Gantry.Host.Listener;

/// <summary>Associations of the server with itself, in memory: what it asks for there is judged, performed, observed and counted as any peer's request.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class OwnAssociations(GantrySettings settings, AssociationSessions sessions, TimeProvider time)
{
    /// <summary>A client of this server. The caller disposes it.</summary>
    /// <param name="calling">Whose requests they count as.</param>
    /// <param name="maximumAssociations">The most associations: 1 to 64.</param>
    /// <param name="retry">What is tried again.</param>
    public DicomClient ClientOf(AETitle calling, int maximumAssociations, RetryOptions retry) => new("memory", 104, settings.AETitle, calling, new DicomClientOptions
    {
        Association = new RequestorOptions { TimeProvider = time },
        MaximumAssociations = maximumAssociations,
        Retry = retry,
        OpenTransport = _ => new ValueTask<IDuplexPipe>(Open(takesTrial: null, rehearsal: null)),
    });

    /// <summary>An association with this server. The caller disposes it.</summary>
    /// <param name="calling">Whose requests they count as; empty for the server's own AE title.</param>
    /// <param name="contexts">The presentation contexts.</param>
    /// <param name="negotiations">What is negotiated for it.</param>
    /// <param name="takesTrial">True for versions of plugins on trial, false for those that serve, null for those that a peer would have.</param>
    /// <param name="rehearsal">Takes note of what its operations would do; null where they are to do it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AssociationException">It was rejected.</exception>
    public Task<Association> ConnectAsync(
        AETitle calling, IReadOnlyList<ProposedContext> contexts, IReadOnlyList<SopClassExtendedNegotiation> negotiations, bool? takesTrial, Rehearsal? rehearsal, CancellationToken cancellationToken) => DicomClient.ConnectAsync(
        Open(takesTrial, rehearsal), peer: null, settings.AETitle, calling.IsEmpty ? settings.AETitle : calling, contexts, new RequestorOptions { TimeProvider = time, ExtendedNegotiations = negotiations }, cancellationToken: cancellationToken);

    // Who asked for it ends it, before the server stops: an association that the server aborts would look like one that was lost.
    private MemoryTransport Open(bool? takesTrial, Rehearsal? rehearsal)
    {
        var (near, far) = MemoryPipes.Pair();
        var origin = AssociationOrigin.Of(settings.Listeners[0], remote: null, local: null) with { IsOwn = true, TakesTrial = takesTrial, Rehearsal = rehearsal };
        return new MemoryTransport(near, sessions.ServeAsync(far, peer: null, origin, connection: null, CancellationToken.None));
    }

    /// <summary>The requestor's end, which is closed when the other end is served no longer.</summary>
    private sealed class MemoryTransport(MemoryPipes pipes, Task<AssociationEnd> serving) : IDuplexPipe, IAsyncDisposable
    {
        public PipeReader Input => pipes.Input;

        public PipeWriter Output => pipes.Output;

        public async ValueTask DisposeAsync()
        {
            await pipes.Input.CompleteAsync().ConfigureAwait(false);
            await pipes.Output.CompleteAsync().ConfigureAwait(false);
            await serving.ConfigureAwait(false);
        }
    }
}
