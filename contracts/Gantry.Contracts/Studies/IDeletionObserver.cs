namespace Gantry.Contracts;

/// <summary>Is told of instances that were deleted. Any number of plugins may export one.</summary>
/// <remarks>
/// Called after the deletion, once for each study. An exception is logged and dropped. Exported <c>[Shared]</c>, one observer lives as long as its plugin; otherwise one
/// is made for each call.
/// </remarks>
public interface IDeletionObserver
{
    /// <summary>Takes note; should return soon, because the next deletion waits.</summary>
    ValueTask OnDeletedAsync(DeletedInstances deleted, CancellationToken cancellationToken);
}
