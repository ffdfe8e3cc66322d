using System.Buffers;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An instance on its way into the store. Disposing it without <see cref="CommitAsync"/> discards what was written.</summary>
/// <remarks>One caller at a time.</remarks>
public interface IInstanceWriter : IAsyncDisposable
{
    /// <summary>Appends bytes of the data set; they are used before the call returns.</summary>
    /// <exception cref="IOException">The store cannot take them (disk full, for example).</exception>
    ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Makes the instance durable and gives its place. Never replaces an instance that was stored before.</summary>
    /// <param name="study">The study it belongs to; empty for instances without a study.</param>
    /// <param name="cancellationToken">Ends the attempt; the instance is then discarded.</param>
    /// <returns>Where it is; kept by the catalog and given to <see cref="IInstanceStore.OpenAsync"/>.</returns>
    /// <exception cref="IOException">The bytes could not be made durable; nothing is kept.</exception>
    ValueTask<StoredInstance> CommitAsync(Uid study, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="CommitAsync"/>, for an instance that the catalog gets next: where the store can, it remembers until <see cref="StoredInstance.Recovery"/> is released that the
    /// catalog may have lost it, and tells of it at its next start (<see cref="IInstanceStore.ListUncertainAsync"/>). So the catalog need not be durable before its sender is answered.
    /// </summary>
    /// <param name="study">The study it belongs to; empty for instances without a study.</param>
    /// <param name="cancellationToken">Ends the attempt; the instance is then discarded.</param>
    /// <returns>Where it is. Without a recovery the store remembers nothing.</returns>
    /// <exception cref="IOException">The bytes could not be made durable; nothing is kept.</exception>
    ValueTask<StoredInstance> CommitRecoverablyAsync(Uid study, CancellationToken cancellationToken) => CommitAsync(study, cancellationToken);
}
