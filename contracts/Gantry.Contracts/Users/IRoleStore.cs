namespace Gantry.Contracts;

/// <summary>The roles: which rights go together. Names are compared and kept as those of users are.</summary>
/// <remarks>Safe for concurrent use, by several hosts too.</remarks>
public interface IRoleStore
{
    /// <summary>All roles, by name.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    IAsyncEnumerable<Stored<Role>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a role; durable when it returns.</summary>
    /// <returns>False where there is one of this name already; that one stays as it is.</returns>
    /// <exception cref="CatalogException">The database cannot take it; it was not added.</exception>
    ValueTask<bool> AddAsync(Role role, CancellationToken cancellationToken);

    /// <summary>Changes a role, provided that nobody else has since it was read. The name may only change its letter case.</summary>
    /// <returns>False where somebody has, or the role is gone.</returns>
    /// <exception cref="ArgumentException">The name is another.</exception>
    /// <exception cref="CatalogException">The database cannot take it; nothing was changed.</exception>
    ValueTask<bool> UpdateAsync(Stored<Role> stored, Role changed, CancellationToken cancellationToken);

    /// <summary>Removes a role; users keep its name, which then means nothing.</summary>
    /// <returns>False where there was none of this name.</returns>
    /// <exception cref="CatalogException">The database cannot be changed; nothing was removed.</exception>
    ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
