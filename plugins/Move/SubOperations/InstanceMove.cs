using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Sends instances to a move destination, on as many associations as the settings allow.</summary>
internal sealed class InstanceMove(IRemoteNodes nodes, RemoteNode node, MoveSettings settings, Conversion conversion, ILogger logger, string correlationId) : IAsyncDisposable
{
    private readonly List<MoveDestination> _destinations =
    [
        .. Enumerable.Range(0, settings.AssociationsTo(node.AETitle)).Select(_ => new MoveDestination(nodes, node, logger, correlationId)),
    ];

    /// <summary>False once it is of no use to go on: no association could be opened, or each was lost twice.</summary>
    public bool IsReached => !_destinations.TrueForAll(destination => destination.IsGivenUp);

    /// <summary>Sends them all, each as it is told to.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; what was under way then is counted.</exception>
    public async Task SendAsync(
        IReadOnlyList<CatalogInstance> instances, SubOperation perform, RetrievalCounters counters, RetrievalProgress progress,
        CancellationToken requested)
    {
        foreach (var part in AssociationPart.Divide(instances, conversion))
        {
            var sending = new ParallelSending(_destinations, part, perform, requested);
            await sending.RunAsync(counters, progress, (next, now) => progress.WhileAsync(next, now, requested)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var destination in _destinations)
        {
            await destination.DisposeAsync().ConfigureAwait(false);
        }
    }
}
