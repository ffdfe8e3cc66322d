using System.Diagnostics.CodeAnalysis;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Rehearsals;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;
using Gantry.Host.Tls;

namespace Gantry.Host.Remote;

/// <inheritdoc/>
internal sealed class RemoteNodes(
    NodeStore store, GantrySettings settings, TlsStore tls, OpenAssociations associations, HostMetrics metrics, TimeProvider time) : IRemoteNodes, IAsyncDisposable
{
    private readonly RequestorOptions _options = new() { TimeProvider = time };
    private readonly RemoteClients _clients = new(associations, metrics, time);

    public IReadOnlyCollection<RemoteNode> Nodes => store.Nodes;

    public bool TryGet(AETitle aeTitle, [NotNullWhen(true)] out RemoteNode? node)
    {
        node = store.TryGet(aeTitle, out var known) ? known.Node : null;
        return node is not null;
    }

    public async ValueTask<IRemoteAssociation> OpenStorageAsync(
        RemoteNode node, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken)
    {
        if (RehearsalScope.Current is { } rehearsal)
        {
            return new RehearsedAssociation(proposals, rehearsal);
        }

        // A context for each syntax: the peer says of each whether it takes it, and nothing needs to be converted on a guess.
        ProposedContext[] contexts = [.. proposals.SelectMany(proposal => proposal.TransferSyntaxes, (proposal, syntax) => new ProposedContext(proposal.SopClass, [syntax]))];
        var window = node.MaximumOperations > 1 ? new AsynchronousOperationsWindow((ushort)node.MaximumOperations, 1) : (AsynchronousOperationsWindow?)null;
        return new RemoteAssociation(await OpenAsync(node, contexts, window, cancellationToken).ConfigureAwait(false), metrics);
    }

    public async ValueTask<IRemoteEventReporter> OpenEventReportsAsync(
        RemoteNode node, IReadOnlyCollection<Uid> sopClasses, CancellationToken cancellationToken)
    {
        if (RehearsalScope.Current is not null)
        {
            throw new IOException("Nobody is called by a rehearsal.");
        }

        ProposedContext[] contexts = [.. sopClasses.Select(sopClass => new ProposedContext(sopClass) { Roles = ServiceRoles.Scp })];
        return new RemoteEventReporter((await OpenAsync(node, contexts, window: null, cancellationToken).ConfigureAwait(false)).Association, metrics);
    }

    public DicomClient ClientOf(RemoteNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (RehearsalScope.Current is not null)
        {
            throw new ServiceUnavailableException(nameof(DicomClient), "Nobody is called by a rehearsal.");
        }

        var secured = Secured(node);
        return _clients.Share(new RemoteClientKey(node.AETitle, Calling(node)), new RemoteCall(node.Host, node.Port, secured, secured is null ? null : tls.Material), Options(secured));
    }

    public ValueTask DisposeAsync() => _clients.DisposeAsync();

    private async Task<OpenAssociation> OpenAsync(
        RemoteNode node, ProposedContext[] contexts, AsynchronousOperationsWindow? window, CancellationToken cancellationToken)
    {
        var secured = Secured(node);
        var association = await DicomClient.ConnectAsync(
            node.Host, node.Port, node.AETitle, Calling(node), contexts, Options(secured) with { AsynchronousOperationsWindow = window }, handler: null, cancellationToken).ConfigureAwait(false);
        return associations.AddOutgoing(association, secured is not null);
    }

    // As the administrator has it now: TLS is no business of the plugin's.
    private RemoteTls? Secured(RemoteNode node) => store.TryGet(node.AETitle, out var known) ? known.Tls : null;

    private RequestorOptions Options(RemoteTls? secured) => secured is null ? _options : _options with { Tls = tls.Outgoing(secured) };

    // A plugin passes on what a peer has called, and a peer may call anything where that is not checked.
    private AETitle Calling(RemoteNode node) =>
        settings.Listeners.Any(listener => listener.AETitles.Contains(node.CallingAETitle)) ? node.CallingAETitle : settings.AETitle;
}
