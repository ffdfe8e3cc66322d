namespace Gantry.Contracts;

/// <summary>
/// The instances that lie in the instance store and not in the catalog: refused ones, those in conflict with what is stored, and those that were superseded. They are
/// kept for an administrator, for a time and in a space that settings of the plugin bound, and are no part of a rebuilt catalog.
/// </summary>
/// <remarks>Provided by the plugin that stores. Safe for concurrent use.</remarks>
public interface ISetAsideInstances
{
    /// <summary>Lists them, the last first.</summary>
    /// <param name="kind">Only these; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="IOException">They cannot be listed.</exception>
    ValueTask<IReadOnlyList<SetAsideInstance>> ListAsync(SetAsideKind? kind, CancellationToken cancellationToken);

    /// <summary>One of them; null where there is none with the id.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    ValueTask<SetAsideInstance?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Forgets one, and deletes its bytes, unless the catalog has come to list them.</summary>
    /// <returns>False where there is none with the id.</returns>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="CatalogException">Whether the catalog lists it cannot be told; it stays.</exception>
    ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken);
}
