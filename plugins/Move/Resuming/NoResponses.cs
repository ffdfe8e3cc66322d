using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>The pending responses of a retrieval whose requestor is gone.</summary>
internal sealed class NoResponses : IPendingResponses<SubOperations>
{
    public ValueTask SendAsync(SubOperations response, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
