using System.Runtime.CompilerServices;

namespace Gantry.Contracts.Testing;

/// <summary>Tokens in memory.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryTokenStore : ITokenStore
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly InMemoryUserStore _users;

    /// <summary>Tokens of users, which go with them.</summary>
    public InMemoryTokenStore(InMemoryUserStore users)
    {
        ArgumentNullException.ThrowIfNull(users);
        _users = users;
        users.Removed += name => Remove(token => IsOf(token, name));
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(AccessToken token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        NameRules.Check(token);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _users.NameOf(token.User) is { } user && _tokens.TryAdd(token.Hash, token with
            {
                User = user,
                Description = token.Description.Length > 255 ? token.Description[..255] : token.Description,
                CreatedAt = Kept(token.CreatedAt),
                LastUsedAt = token.LastUsedAt is { } used ? Kept(used) : null,
                ExpiresAt = Kept(token.ExpiresAt),
            });
        }
    }

    /// <inheritdoc/>
    public async ValueTask<AccessToken?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _tokens.GetValueOrDefault(hash);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AccessToken> ListAsync(string user, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        List<AccessToken> tokens;
        lock (_gate)
        {
            tokens = [.. _tokens.Values.Where(token => IsOf(token, user)).OrderBy(token => token.CreatedAt)];
        }

        foreach (var token in tokens)
        {
            yield return token;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TouchAsync(string hash, DateTimeOffset usedAt, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_tokens.GetValueOrDefault(hash) is not { } token)
            {
                return false;
            }

            _tokens[hash] = token with { LastUsedAt = Kept(usedAt), ExpiresAt = Kept(expiresAt) };
            return true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(string hash, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        return Remove(token => token.Hash == hash) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        return Remove(token => token.ExpiresAt <= Kept(now));
    }

    internal List<AccessToken> All()
    {
        lock (_gate)
        {
            return [.. _tokens.Values];
        }
    }

    /// <returns>False where there is no such user.</returns>
    internal bool Put(AccessToken token)
    {
        lock (_gate)
        {
            _tokens.Remove(token.Hash);
            if (_users.NameOf(token.User) is not { } user)
            {
                return false;
            }

            _tokens.Add(token.Hash, token with { User = user });
            return true;
        }
    }

    internal int Remove(Func<AccessToken, bool> condition)
    {
        lock (_gate)
        {
            return _tokens.Values.Where(condition).ToList().Count(token => _tokens.Remove(token.Hash));
        }
    }

    private static bool IsOf(AccessToken token, string user) => string.Equals(token.User, user, StringComparison.OrdinalIgnoreCase);

    // To the millisecond, as a database keeps it.
    private static DateTimeOffset Kept(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
