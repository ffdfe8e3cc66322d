using System.Collections.Frozen;
using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Users;

/// <summary>Where users, roles and tokens are kept, for one request.</summary>
internal sealed record UserStores(IUserStore Users, IRoleStore Roles, ITokenStore Tokens)
{
    /// <exception cref="ServiceUnavailableException">No plugin keeps them.</exception>
    public static UserStores Of(OperationLeases leases) => new(leases.Get<IUserStore>(), leases.Get<IRoleStore>(), leases.Get<ITokenStore>());

    /// <summary>The rights of all roles of a user.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    public async ValueTask<FrozenSet<string>> RightsOfAsync(User user, CancellationToken cancellationToken)
    {
        var rights = new HashSet<string>(StringComparer.Ordinal);
        if (user.Roles is { IsDefaultOrEmpty: false } roles)
        {
            await foreach (var role in Roles.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (roles.Contains(role.Value.Name, StringComparer.OrdinalIgnoreCase))
                {
                    rights.UnionWith(role.Value.Rights.IsDefault ? [] : role.Value.Rights);
                }
            }
        }

        return rights.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Changes a user, as often as somebody else does so at the same time.</summary>
    /// <returns>The user as it is now; null where there is none of this name.</returns>
    /// <exception cref="CatalogException">The database cannot take it.</exception>
    public async ValueTask<User?> ChangeAsync(string name, Func<User, User> change, CancellationToken cancellationToken)
    {
        while (await Users.GetAsync(name, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            var changed = change(stored.Value);
            if (changed == stored.Value || await Users.UpdateAsync(stored, changed, cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }
        }

        return null;
    }
}
