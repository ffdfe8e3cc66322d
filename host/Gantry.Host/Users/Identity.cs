using System.Collections.Concurrent;
using System.Net;
using Gantry.Contracts;
using Gantry.Host.Administration;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Users;

/// <summary>Finds the user of a token, and the user's rights. The token of <c>admin.json</c> has all, from this machine.</summary>
/// <remarks>
/// Safe for concurrent use. What it has found counts for five seconds: so long, a token that another host has taken away, or a right, is still good. What is changed here
/// counts at once.
/// </remarks>
internal sealed class Identity(AdminTokenFile admin, PluginRegistry registry, GantrySettings settings, TimeProvider time)
{
    private const int MostKnown = 1_024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5), TouchInterval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (SignedInUser User, long Since)> _known = new();

    /// <summary>The user; null where the credentials are missing, wrong or no longer good.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    public async ValueTask<SignedInUser?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (Credentials.Of(context.Request) is not { } credentials || !credentials.IsOwnPage(context.Request))
        {
            return null;
        }

        if (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && admin.Opens(credentials.Token))
        {
            return IsOf(credentials, SignedInUser.Administrator.Name) ? SignedInUser.Administrator : null;
        }

        var hash = Secret.HashOf(credentials.Token);
        if (!_known.TryGetValue(hash, out var known) || time.GetElapsedTime(known.Since) >= Lifetime)
        {
            if (await ReadAsync(hash, cancellationToken).ConfigureAwait(false) is not { } user)
            {
                _known.TryRemove(hash, out _);
                return null;
            }

            if (_known.Count >= MostKnown)
            {
                _known.Clear();
            }

            known = _known[hash] = (user, time.GetTimestamp());
        }

        return IsOf(credentials, known.User.Name) ? known.User : null;
    }

    /// <summary>Has everybody looked up anew: users, roles or tokens have changed.</summary>
    public void Forget() => _known.Clear();

    private async ValueTask<SignedInUser?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            using var leases = new OperationLeases(registry);
            var (stores, now) = (UserStores.Of(leases), time.GetUtcNow());
            if (await stores.Tokens.GetAsync(hash, cancellationToken).ConfigureAwait(false) is not { } token || token.ExpiresAt <= now
                || await stores.Users.GetAsync(token.User, cancellationToken).ConfigureAwait(false) is not { Value: { IsDisabled: false } user })
            {
                return null;
            }

            if (token.LastUsedAt is not { } used || now - used >= TouchInterval)
            {
                await stores.Tokens.TouchAsync(hash, now, Renewed(token, now), cancellationToken).ConfigureAwait(false);
            }

            return new SignedInUser(user.Name, await stores.RightsOfAsync(user, cancellationToken).ConfigureAwait(false), token);
        }
        catch (ServiceUnavailableException)
        {
            return null; // nobody keeps users: there are none
        }
    }

    // A session that is used goes on, up to its longest.
    private DateTimeOffset Renewed(AccessToken token, DateTimeOffset now)
    {
        var (idle, end) = (now + settings.Users.SessionIdle, token.CreatedAt + settings.Users.SessionLifetime);
        return token.Kind == AccessTokenKind.Program ? token.ExpiresAt : idle < end ? idle : end;
    }

    private static bool IsOf(Credentials credentials, string name) => credentials.User is null || string.Equals(credentials.User, name, StringComparison.OrdinalIgnoreCase);
}
