using System.Runtime.CompilerServices;
using Gantry.Contracts;

namespace Gantry.Dal.Relational.Users;

/// <summary>The roles in the catalog's database.</summary>
/// <remarks>Safe for concurrent use, and between hosts.</remarks>
public abstract class RelationalRoleStore(RelationalCatalog catalog) : IRoleStore
{
    private readonly NamedRows<RoleRow, Role> _rows = new(catalog, context => context.Roles, UserRows.Read);

    public virtual async IAsyncEnumerable<Stored<Role>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var role in await _rows.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return role;
        }
    }

    public virtual ValueTask<bool> AddAsync(Role role, CancellationToken cancellationToken) => _rows.AddAsync(UserRows.New(role, version: 1), cancellationToken);

    public virtual ValueTask<bool> UpdateAsync(Stored<Role> stored, Role changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return _rows.UpdateAsync((UserRows.Key(stored.Value.Name), stored.Version), UserRows.New(changed, stored.Version), cancellationToken);
    }

    public virtual ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _rows.RemoveAsync(UserRows.Key(name), null, cancellationToken);
    }
}
