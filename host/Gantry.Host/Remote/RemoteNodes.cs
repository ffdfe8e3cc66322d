using System.Diagnostics.CodeAnalysis;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Remote;

internal sealed class RemoteNodes(NodeStore store) : IRemoteNodes
{
    public IReadOnlyCollection<RemoteNode> Nodes => store.Nodes;

    public bool TryGet(AETitle aeTitle, [NotNullWhen(true)] out RemoteNode? node) => store.TryGet(aeTitle, out node);

    public ValueTask<IRemoteAssociation> OpenStorageAsync(RemoteNode node, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken) =>
        throw new IOException();
}
