namespace Gantry.Contracts;

/// <summary>An instance store that can be walked part by part, so that a long pass over all of it goes on where it was interrupted, and several parts are walked at once.</summary>
/// <remarks>Exported beside <see cref="IInstanceStore"/> by a store that has such parts; without it the store is one part. Safe for concurrent use.</remarks>
public interface IPartitionedInstanceStore
{
    /// <summary>
    /// The names of the parts, in a fixed order: text without meaning to others, at most 255 characters. An instance never moves to another part. A part may
    /// be empty, and new ones may come.
    /// </summary>
    /// <exception cref="IOException">The store cannot tell.</exception>
    ValueTask<IReadOnlyList<string>> GetPartsAsync(CancellationToken cancellationToken);

    /// <summary>The locations of the instances in a part, in no order; none for a part that there is not.</summary>
    /// <exception cref="IOException">The part cannot be read.</exception>
    IAsyncEnumerable<string> EnumerateAsync(string part, CancellationToken cancellationToken);
}
