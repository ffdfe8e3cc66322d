using System.Diagnostics.CodeAnalysis;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>Remote AEs in memory.</summary>
public sealed class InMemoryRemoteNodes : IRemoteNodes
{
    private readonly Dictionary<AETitle, (RemoteNode Node, InMemoryAE AE)> _nodes = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<RemoteNode> Nodes => [.. _nodes.Values.Select(known => known.Node)];

    /// <summary>Makes an AE known.</summary>
    /// <returns>The AE.</returns>
    public InMemoryAE Add(AETitle aeTitle)
    {
        var ae = new InMemoryAE();
        _nodes[aeTitle] = (new RemoteNode(aeTitle, "127.0.0.1", 104), ae);
        return ae;
    }

    /// <inheritdoc/>
    public bool TryGet(AETitle aeTitle, [NotNullWhen(true)] out RemoteNode? node)
    {
        node = _nodes.TryGetValue(aeTitle, out var known) ? known.Node : null;
        return node is not null;
    }

    /// <inheritdoc/>
    public ValueTask<IRemoteAssociation> OpenStorageAsync(RemoteNode node, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_nodes[node.AETitle].AE.Open(proposals));
    }

    /// <inheritdoc/>
    public ValueTask<IRemoteEventReporter> OpenEventReportsAsync(RemoteNode node, IReadOnlyCollection<Uid> sopClasses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_nodes[node.AETitle].AE.OpenEventReports(sopClasses));
    }
}
