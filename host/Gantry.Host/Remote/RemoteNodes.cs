using System.Diagnostics.CodeAnalysis;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;
using Gantry.Host.Tls;

namespace Gantry.Host.Remote;

/// <inheritdoc/>
internal sealed class RemoteNodes(
    NodeStore store, GantrySettings settings, TlsStore tls, OpenAssociations associations, HostMetrics metrics, TimeProvider time) : IRemoteNodes
{
    private readonly RequestorOptions _options = new() { TimeProvider = time };

    public IReadOnlyCollection<RemoteNode> Nodes => store.Nodes;

    public bool TryGet(AETitle aeTitle, [NotNullWhen(true)] out RemoteNode? node)
    {
        node = store.TryGet(aeTitle, out var known) ? known.Node : null;
        return node is not null;
    }

    public async ValueTask<IRemoteAssociation> OpenStorageAsync(
        RemoteNode node, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken)
    {
        // A context for each syntax: the peer says of each whether it takes it, and nothing needs to be converted on a guess.
        ProposedContext[] contexts = [.. proposals.SelectMany(proposal => proposal.TransferSyntaxes, (proposal, syntax) => new ProposedContext(proposal.SopClass, [syntax]))];
        return new RemoteAssociation(await OpenAsync(node, contexts, cancellationToken).ConfigureAwait(false), metrics);
    }

    public async ValueTask<IRemoteEventReporter> OpenEventReportsAsync(
        RemoteNode node, IReadOnlyCollection<Uid> sopClasses, CancellationToken cancellationToken)
    {
        ProposedContext[] contexts = [.. sopClasses.Select(sopClass => new ProposedContext(sopClass) { Roles = ServiceRoles.Scp })];
        return new RemoteEventReporter((await OpenAsync(node, contexts, cancellationToken).ConfigureAwait(false)).Association, metrics);
    }

    // As the administrator has it now: TLS is no business of the plugin's.
    private async Task<OpenAssociation> OpenAsync(RemoteNode node, ProposedContext[] contexts, CancellationToken cancellationToken)
    {
        var secured = store.TryGet(node.AETitle, out var known) ? known.Tls : null;
        var options = secured is null ? _options : _options with { Tls = tls.Outgoing(secured) };
        var association = await DicomClient.ConnectAsync(
            node.Host, node.Port, node.AETitle, settings.AETitle, contexts, options, handler: null, cancellationToken).ConfigureAwait(false);
        return associations.AddOutgoing(association, secured is not null);
    }
}
