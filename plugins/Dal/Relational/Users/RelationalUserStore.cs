using System.Runtime.CompilerServices;
using Gantry.Contracts;

namespace Gantry.Dal.Relational.Users;

/// <summary>The users in the catalog's database.</summary>
/// <remarks>Safe for concurrent use, and between hosts.</remarks>
public abstract class RelationalUserStore(RelationalCatalog catalog) : IUserStore
{
    private readonly NamedRows<UserRow, User> _rows = new(catalog, context => context.Users, UserRows.Read);

    public virtual ValueTask<Stored<User>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _rows.GetAsync(UserRows.Key(name), cancellationToken);
    }

    public virtual async IAsyncEnumerable<Stored<User>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var user in await _rows.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return user;
        }
    }

    public virtual ValueTask<bool> AddAsync(User user, CancellationToken cancellationToken) => _rows.AddAsync(UserRows.New(user, version: 1), cancellationToken);

    public virtual ValueTask<bool> UpdateAsync(Stored<User> stored, User changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(changed);
        var row = UserRows.New(changed with { CreatedAt = stored.Value.CreatedAt }, stored.Version);
        return _rows.UpdateAsync((UserRows.Key(stored.Value.Name), stored.Version), row, cancellationToken);
    }

    public virtual ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = UserRows.Key(name);
        return _rows.RemoveAsync(key, session => UserRows.RemoveTokens(session, key), cancellationToken);
    }
}
