using System.Collections.Concurrent;
using System.Collections.Frozen;
using Gantry.Contracts;
using Gantry.Host.Administration;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Web;

/// <summary>Finds the user of a token, and the user's rights. The token of <c>admin.json</c> has all.</summary>
/// <remarks>Safe for concurrent use. What it has found counts for five seconds: so long, a token that was taken away, or a right, is still good.</remarks>
internal sealed class WebIdentity(AdminTokenFile admin, PluginRegistry registry, TimeProvider time)
{
    private const int MostKnown = 1_024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5), TouchInterval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (WebUser User, long Since)> _known = new();

    /// <summary>The user; null where the credentials are missing, wrong or no longer good.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    public async ValueTask<WebUser?> FindAsync(WebCredentials? credentials, CancellationToken cancellationToken)
    {
        if (credentials is null)
        {
            return null;
        }

        if (admin.Opens(credentials.Token))
        {
            return IsOf(credentials, WebUser.Administrator.Name) ? WebUser.Administrator : null;
        }

        var hash = credentials.Hash;
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

    private async ValueTask<WebUser?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            using var leases = new OperationLeases(registry);
            var (tokens, now) = (leases.Get<ITokenStore>(), time.GetUtcNow());
            if (await tokens.GetAsync(hash, cancellationToken).ConfigureAwait(false) is not { } token || token.ExpiresAt <= now
                || await leases.Get<IUserStore>().GetAsync(token.User, cancellationToken).ConfigureAwait(false) is not { Value: { IsDisabled: false } user })
            {
                return null;
            }

            if (token.LastUsedAt is not { } used || now - used >= TouchInterval)
            {
                await tokens.TouchAsync(hash, now, token.ExpiresAt, cancellationToken).ConfigureAwait(false);
            }

            var rights = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var role in leases.Get<IRoleStore>().ListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!user.Roles.IsDefault && user.Roles.Contains(role.Value.Name, StringComparer.OrdinalIgnoreCase))
                {
                    rights.UnionWith(role.Value.Rights.IsDefault ? [] : role.Value.Rights);
                }
            }

            return new WebUser(user.Name, rights.ToFrozenSet());
        }
        catch (ServiceUnavailableException)
        {
            return null; // nobody keeps users: there are none
        }
    }

    private static bool IsOf(WebCredentials credentials, string name) => credentials.User is null || string.Equals(credentials.User, name, StringComparison.OrdinalIgnoreCase);
}
