namespace Gantry.Contracts;

/// <summary>Is told of every operation that has ended. Any number of plugins may export one.</summary>
/// <remarks>
/// Called soon after the operation has ended, in order for one association, from many threads for many. An exception is logged and dropped. Exported
/// <c>[Shared]</c>, one observer lives as long as its plugin; otherwise one is made for some operations at a time.
/// </remarks>
public interface IOperationObserver
{
    /// <summary>Takes note; should return soon: where a hundred operations of an association have not been told yet, its next one waits.</summary>
    ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken);
}
