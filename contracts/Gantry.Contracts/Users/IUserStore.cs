namespace Gantry.Contracts;

/// <summary>The users. What a password must be, how it is hashed and when it expires is the caller's business: the store keeps what it is given.</summary>
/// <remarks>
/// Safe for concurrent use, by several hosts too. Names are compared without regard to letter case (by their upper-case form, invariant culture) and kept
/// as given. Times are kept in UTC to the millisecond.
/// </remarks>
public interface IUserStore
{
    /// <summary>Reads a user.</summary>
    /// <returns>Null where there is none of this name.</returns>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    ValueTask<Stored<User>?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>All users, by name.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    IAsyncEnumerable<Stored<User>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a user; durable when it returns.</summary>
    /// <returns>False where there is one of this name already; that one stays as it is.</returns>
    /// <exception cref="CatalogException">The database cannot take it; it was not added.</exception>
    ValueTask<bool> AddAsync(User user, CancellationToken cancellationToken);

    /// <summary>Changes a user, provided that nobody else has since it was read. The name may only change its letter case.</summary>
    /// <returns>False where somebody has, or the user is gone: read again, and decide anew.</returns>
    /// <exception cref="ArgumentException">The name is another.</exception>
    /// <exception cref="CatalogException">The database cannot take it; nothing was changed.</exception>
    ValueTask<bool> UpdateAsync(Stored<User> stored, User changed, CancellationToken cancellationToken);

    /// <summary>Removes a user, with all tokens.</summary>
    /// <returns>False where there was none of this name.</returns>
    /// <exception cref="CatalogException">The database cannot be changed; nothing was removed.</exception>
    ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
