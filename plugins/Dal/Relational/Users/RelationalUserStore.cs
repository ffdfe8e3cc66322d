using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Users;

/// <summary>The users in the catalog's database.</summary>
/// <remarks>Safe for concurrent use, and between hosts.</remarks>
public abstract class RelationalUserStore(RelationalCatalog catalog) : IUserStore
{
    public virtual async ValueTask<Stored<User>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = UserRows.Key(name);
        var row = await catalog.ReadAsync((context, token) => context.Users.SingleOrDefaultAsync(x => x.Key == key, token), cancellationToken).ConfigureAwait(false);
        return row is null ? null : UserRows.Read(row);
    }

    public virtual async IAsyncEnumerable<Stored<User>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await catalog.ReadAsync((context, token) => context.Users.ToListAsync(token), cancellationToken).ConfigureAwait(false);
        foreach (var row in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            yield return UserRows.Read(row);
        }
    }

    public virtual ValueTask<bool> AddAsync(User user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        var row = UserRows.New(user, version: 1);
        return catalog.WriteAsync(session => !session.Context.Users.Any(x => x.Key == row.Key) && session.Add(row) > 0, cancellationToken);
    }

    public virtual ValueTask<bool> UpdateAsync(Stored<User> stored, User changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(changed);
        var row = UserRows.New(changed, stored.Version + 1);
        if (row.Key != UserRows.Key(stored.Value.Name))
        {
            throw new ArgumentException("A user keeps its name.", nameof(changed));
        }

        return catalog.WriteAsync(
            session => session.Context.Users.Where(x => x.Key == row.Key && x.Version == stored.Version).ExecuteUpdate(user => user
                .SetProperty(x => x.Name, row.Name)
                .SetProperty(x => x.DisplayName, row.DisplayName)
                .SetProperty(x => x.PasswordHash, row.PasswordHash)
                .SetProperty(x => x.PreviousPasswordHashes, row.PreviousPasswordHashes)
                .SetProperty(x => x.PasswordChangedAt, row.PasswordChangedAt)
                .SetProperty(x => x.MustChangePassword, row.MustChangePassword)
                .SetProperty(x => x.Roles, row.Roles)
                .SetProperty(x => x.IsDisabled, row.IsDisabled)
                .SetProperty(x => x.FailedLogins, row.FailedLogins)
                .SetProperty(x => x.LockedUntil, row.LockedUntil)
                .SetProperty(x => x.LastLoginAt, row.LastLoginAt)
                .SetProperty(x => x.Version, row.Version)) == 1,
            cancellationToken);
    }

    public virtual ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = UserRows.Key(name);
        return catalog.WriteAsync(
            session =>
            {
                var ids = session.Context.Users.Where(x => x.Key == key).Select(x => x.Id).ToArray();
                session.Context.Tokens.Where(x => ids.Contains(x.UserFk)).ExecuteDelete();
                return session.Context.Users.Where(x => ids.Contains(x.Id)).ExecuteDelete() == 1;
            },
            cancellationToken);
    }
}
