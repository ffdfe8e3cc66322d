using System.Diagnostics.CodeAnalysis;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;

namespace Gantry.Host.Remote;

/// <inheritdoc/>
internal sealed class RemoteNodes(NodeStore store, GantrySettings settings, HostMetrics metrics, TimeProvider time) : IRemoteNodes
{
    private readonly RequestorOptions _options = new() { TimeProvider = time };

    public IReadOnlyCollection<RemoteNode> Nodes => store.Nodes;

    public bool TryGet(AETitle aeTitle, [NotNullWhen(true)] out RemoteNode? node) => store.TryGet(aeTitle, out node);

    public async ValueTask<IRemoteAssociation> OpenStorageAsync(
        RemoteNode node, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken)
    {
        // A context for each syntax: the peer says of each whether it takes it, and nothing needs to be converted on a guess.
        ProposedContext[] contexts = [.. proposals.SelectMany(proposal => proposal.TransferSyntaxes, (proposal, syntax) => new ProposedContext(proposal.SopClass, [syntax]))];
        var association = await DicomClient.ConnectAsync(
            node.Host, node.Port, node.AETitle, settings.AETitle, contexts, _options, handler: null, cancellationToken).ConfigureAwait(false);
        return new RemoteAssociation(association, metrics);
    }

    public async ValueTask<IRemoteEventReporter> OpenEventReportsAsync(
        RemoteNode node, IReadOnlyCollection<Uid> sopClasses, CancellationToken cancellationToken)
    {
        ProposedContext[] contexts = [.. sopClasses.Select(sopClass => new ProposedContext(sopClass) { Roles = ServiceRoles.Scp })];
        var association = await DicomClient.ConnectAsync(
            node.Host, node.Port, node.AETitle, settings.AETitle, contexts, _options, handler: null, cancellationToken).ConfigureAwait(false);
        return new RemoteEventReporter(association, metrics);
    }
}
