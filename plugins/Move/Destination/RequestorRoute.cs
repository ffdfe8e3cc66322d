using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>The requestor's own association, for C-GET: where it is lost, the operation is cancelled.</summary>
/// <param name="requestor">Sends on it.</param>
/// <param name="window">How many instances may be on their way at a time, as the settings say; the requestor may have agreed to fewer.</param>
internal sealed class RequestorRoute(IInstanceSender requestor, int window) : ISendingRoute
{
    public bool IsGivenUp => false;

    public int MaximumOperations => Math.Min(window, requestor.MaximumOperations);

    public Task<IInstanceSender?> OpenAsync(AssociationPart part, CancellationToken cancellationToken) => Task.FromResult<IInstanceSender?>(requestor);
}
