using System.Runtime.CompilerServices;

namespace Gantry.Contracts.Testing;

/// <summary>Roles in memory.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryRoleStore : IRoleStore
{
    private readonly Lock _gate = new();
    private readonly VersionedNames<Role> _roles = new(role => role.Name);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Stored<Role>> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        List<Stored<Role>> all;
        lock (_gate)
        {
            all = _roles.All();
        }

        foreach (var role in all)
        {
            yield return role;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(Role role, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(role);
        NameRules.Check(role);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _roles.Add(role);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> UpdateAsync(Stored<Role> stored, Role changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(changed);
        NameRules.Check(changed);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _roles.Update(stored, changed);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return _roles.Remove(name);
        }
    }

    private static async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
    }

    internal List<Stored<Role>> All()
    {
        lock (_gate)
        {
            return _roles.All();
        }
    }

    internal void Put(Stored<Role> stored)
    {
        lock (_gate)
        {
            _roles.Put(stored);
        }
    }

    internal void Remove(string name)
    {
        lock (_gate)
        {
            _roles.Remove(name);
        }
    }
}
