using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>The move destination: opens associations to it as they are needed, and knows when it is of no use to go on.</summary>
/// <remarks>
/// A lost association is opened anew once: whatever made the peer abort (an object it cannot bear, usually) costs one instance and not all that follow.
/// </remarks>
internal sealed class MoveDestination(IRemoteNodes nodes, RemoteNode node, ILogger logger, string correlationId) : ISendingRoute, IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1);
    private IRemoteAssociation? _association;
    private AssociationPart? _part;
    private bool _hasReconnected;

    /// <summary>True once no association could be opened, or one was lost a second time.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>How many instances may be sent at a time on its association; 1 until there is one.</summary>
    public int MaximumOperations { get; private set; } = 1;

    /// <summary>An established association for the instances of a part, the same for all who ask at a time; null once the destination is given up.</summary>
    public async Task<IInstanceSender?> OpenAsync(AssociationPart part, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await OpenAloneAsync(part, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Releases the association.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _opening.Dispose();
    }

    private async Task<IRemoteAssociation?> OpenAloneAsync(AssociationPart part, CancellationToken cancellationToken)
    {
        if (_part == part && _association is { IsEstablished: true })
        {
            return _association;
        }

        if (_part == part && !IsGivenUp)
        {
            IsGivenUp = _hasReconnected;
            _hasReconnected = true;
            logger.AssociationLost(node.AETitle.Value, IsGivenUp ? "given up" : "opened anew", correlationId);
        }

        await CloseAsync().ConfigureAwait(false);
        if (IsGivenUp)
        {
            return null;
        }

        try
        {
            _association = await nodes.OpenStorageAsync(node, part.Proposals, cancellationToken).ConfigureAwait(false);
            (_part, MaximumOperations) = (part, Math.Min(_association.MaximumOperations, node.MaximumOperations));
        }
        catch (IOException failure)
        {
            logger.NotReached(node.AETitle.Value, failure.Message, correlationId);
            IsGivenUp = true;
        }

        return _association;
    }

    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _association, null) is { } association)
        {
            await association.DisposeAsync().ConfigureAwait(false);
        }
    }
}
