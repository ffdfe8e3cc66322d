namespace Gantry.Contracts;

/// <summary>Keeps the bytes of instances: each a Part 10 file whose data set bytes are exactly those received.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IInstanceStore
{
    /// <summary>Begins to store an instance.</summary>
    /// <exception cref="IOException">The store cannot take it.</exception>
    ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken);

    /// <summary>Opens a stored instance. The caller disposes it.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the location.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken);

    /// <summary>Removes an instance; does nothing where there is none.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    ValueTask DeleteAsync(string location, CancellationToken cancellationToken);

    /// <summary>The locations of all instances in the store, in no order: what a catalog is rebuilt from.</summary>
    IAsyncEnumerable<string> EnumerateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The locations of instances that were committed by <see cref="IInstanceWriter.CommitRecoverablyAsync"/> and not released when the store ended without notice: whether
    /// the catalog has them, nobody knows. In the order in which they came; some may be there no more.
    /// </summary>
    /// <exception cref="IOException">The store cannot tell.</exception>
    ValueTask<IReadOnlyList<string>> ListUncertainAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    /// <summary>
    /// The names of the volumes that instances lie on, as an administrator has given them, in a fixed order: 1 to 32 letters, digits, '-' and '_'. None, the default, where the store has no such parts.
    /// </summary>
    /// <exception cref="IOException">The store cannot tell.</exception>
    ValueTask<IReadOnlyList<string>> GetVolumesAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    /// <summary>The volume that an instance lies on at this moment; a store may move it.</summary>
    /// <returns>Null, the default, where its volume has no name, or there is nothing at the location.</returns>
    /// <exception cref="IOException">The store cannot tell.</exception>
    ValueTask<string?> FindVolumeAsync(string location, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    /// <summary>Forgets uncertain instances: the catalog has them, durably, or will not get them.</summary>
    /// <exception cref="IOException">They cannot be forgotten, and are told of again.</exception>
    ValueTask SettleAsync(IReadOnlyCollection<string> locations, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
