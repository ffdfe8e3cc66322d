namespace Gantry.Contracts;

/// <summary>Is told of every operation that this server has asked of a peer. Any number of plugins may export one.</summary>
/// <remarks>
/// Called in the order in which the operations ended; nobody waits for it. Where observers are too slow, operations are left out, and the log says how many. An
/// exception is logged and dropped. Exported <c>[Shared]</c>, one observer lives as long as its plugin; otherwise one is made for each operation.
/// </remarks>
public interface IInvocationObserver
{
    /// <summary>Takes note; should return soon, because the next operation waits to be told of.</summary>
    ValueTask OnInvokedAsync(CompletedInvocation invocation, CancellationToken cancellationToken);
}
