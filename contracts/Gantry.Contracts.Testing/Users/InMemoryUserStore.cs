using System.Runtime.CompilerServices;

namespace Gantry.Contracts.Testing;

/// <summary>Users in memory. With <see cref="InMemoryRoleStore"/> and <see cref="InMemoryTokenStore"/> it meets <see cref="UserStoreSpecification"/>, but for what a restart leaves.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryUserStore : IUserStore
{
    private readonly Lock _gate = new();
    private readonly VersionedNames<User> _users = new(user => user.Name);

    /// <summary>Told of each user that was removed.</summary>
    internal event Action<string>? Removed;

    /// <inheritdoc/>
    public async ValueTask<Stored<User>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _users.Get(name);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Stored<User>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        List<Stored<User>> all;
        lock (_gate)
        {
            all = _users.All();
        }

        foreach (var user in all)
        {
            yield return user;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(User user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        NameRules.Check(user);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _users.Add(Kept(user));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> UpdateAsync(Stored<User> stored, User changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(changed);
        NameRules.Check(changed);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _users.Update(stored, Kept(changed));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        return Remove(name);
    }

    internal List<Stored<User>> All()
    {
        lock (_gate)
        {
            return _users.All();
        }
    }

    internal void Put(Stored<User> stored)
    {
        lock (_gate)
        {
            _users.Put(stored);
        }
    }

    internal bool Remove(string name)
    {
        lock (_gate)
        {
            if (!_users.Remove(name))
            {
                return false;
            }
        }

        Removed?.Invoke(name);
        return true;
    }

    internal string? NameOf(string name)
    {
        lock (_gate)
        {
            return _users.Get(name)?.Value.Name;
        }
    }

    // To the millisecond, as a database keeps it.
    private static User Kept(User user) => user with
    {
        DisplayName = user.DisplayName.Length > 128 ? user.DisplayName[..128] : user.DisplayName,
        PasswordChangedAt = Kept(user.PasswordChangedAt),
        LockedUntil = Kept(user.LockedUntil),
        LastLoginAt = Kept(user.LastLoginAt),
        CreatedAt = Kept(user.CreatedAt)!.Value,
    };

    private static DateTimeOffset? Kept(DateTimeOffset? time) => time is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value.ToUnixTimeMilliseconds()) : null;

    private static async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
