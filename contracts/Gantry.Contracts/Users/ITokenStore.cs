namespace Gantry.Contracts;

/// <summary>What proves, in place of a password, who somebody is: sessions of the web, and tokens for programs.</summary>
/// <remarks>Safe for concurrent use, by several hosts too: a session that one began another knows. Times are kept in UTC to the millisecond.</remarks>
public interface ITokenStore
{
    /// <summary>Adds a token; durable when it returns.</summary>
    /// <returns>False where there is one with this hash already, or there is no such user.</returns>
    /// <exception cref="CatalogException">The database cannot take it; it was not added.</exception>
    ValueTask<bool> AddAsync(AccessToken token, CancellationToken cancellationToken);

    /// <summary>Finds a token by its hash; whether it has expired is for the caller to see.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    ValueTask<AccessToken?> GetAsync(string hash, CancellationToken cancellationToken);

    /// <summary>The tokens of a user, the oldest first.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    IAsyncEnumerable<AccessToken> ListAsync(string user, CancellationToken cancellationToken);

    /// <summary>Notes that a token was used, and until when it is good from now on.</summary>
    /// <returns>False where there is none with this hash.</returns>
    /// <exception cref="CatalogException">The database cannot take it; nothing was changed.</exception>
    ValueTask<bool> TouchAsync(string hash, DateTimeOffset usedAt, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Removes a token: a session ends, a program is locked out.</summary>
    /// <returns>False where there was none with this hash.</returns>
    /// <exception cref="CatalogException">The database cannot be changed; nothing was removed.</exception>
    ValueTask<bool> RemoveAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Removes all tokens that have expired.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="CatalogException">The database cannot be changed; nothing was removed.</exception>
    ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
