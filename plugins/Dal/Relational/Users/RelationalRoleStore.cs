using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Users;

/// <summary>The roles in the catalog's database.</summary>
/// <remarks>Safe for concurrent use, and between hosts.</remarks>
public abstract class RelationalRoleStore(RelationalCatalog catalog) : IRoleStore
{
    public virtual async IAsyncEnumerable<Stored<Role>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await catalog.ReadAsync((context, token) => context.Roles.ToListAsync(token), cancellationToken).ConfigureAwait(false);
        foreach (var row in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            yield return UserRows.Read(row);
        }
    }

    public virtual ValueTask<bool> AddAsync(Role role, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(role);
        var row = UserRows.New(role, version: 1);
        return catalog.WriteAsync(session => !session.Context.Roles.Any(x => x.Key == row.Key) && session.Add(row) > 0, cancellationToken);
    }

    public virtual ValueTask<bool> UpdateAsync(Stored<Role> stored, Role changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(changed);
        var row = UserRows.New(changed, stored.Version + 1);
        if (row.Key != UserRows.Key(stored.Value.Name))
        {
            throw new ArgumentException("A role keeps its name.", nameof(changed));
        }

        return catalog.WriteAsync(
            session => session.Context.Roles.Where(x => x.Key == row.Key && x.Version == stored.Version).ExecuteUpdate(role => role
                .SetProperty(x => x.Name, row.Name)
                .SetProperty(x => x.Description, row.Description)
                .SetProperty(x => x.Rights, row.Rights)
                .SetProperty(x => x.Version, row.Version)) == 1,
            cancellationToken);
    }

    public virtual ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = UserRows.Key(name);
        return catalog.WriteAsync(session => session.Context.Roles.Where(x => x.Key == key).ExecuteDelete() == 1, cancellationToken);
    }
}
