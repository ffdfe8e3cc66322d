using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts.Testing;

/// <summary>Remote AEs in memory.</summary>
public sealed class InMemoryRemoteNodes : IRemoteNodes
{
    private static readonly AETitle HostAETitle = new("GANTRY");
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
        return ValueTask.FromResult(Called(node).Open(proposals, node.MaximumOperations));
    }

    /// <inheritdoc/>
    public ValueTask<IRemoteEventReporter> OpenEventReportsAsync(RemoteNode node, IReadOnlyCollection<Uid> sopClasses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Called(node).OpenEventReports(sopClasses));
    }

    /// <summary>A client of the AE as <see cref="InMemoryAE.Handler"/> makes it; each is one of its own, and nothing is tried again.</summary>
    public DicomClient ClientOf(RemoteNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new DicomClient(node.Host, node.Port, node.AETitle, node.CallingAETitle.IsEmpty ? HostAETitle : node.CallingAETitle, new DicomClientOptions
        {
            IdleTimeout = TimeSpan.Zero,
            Retry = new RetryOptions { MaximumAttempts = 1 },
            OpenTransport = _ => ValueTask.FromResult<IDuplexPipe>(Called(node).Connect()),
        });
    }

    private InMemoryAE Called(RemoteNode node)
    {
        var ae = _nodes[node.AETitle].AE;
        ae.Callers.Enqueue(node.CallingAETitle);
        return ae;
    }
}
