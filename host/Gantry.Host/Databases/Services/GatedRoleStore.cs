using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Databases.Services;

internal sealed class GatedRoleStore(OperationLeases leases) : GatedService<IRoleStore>(leases), IRoleStore
{
    public IAsyncEnumerable<Stored<Role>> ListAsync(CancellationToken cancellationToken) => Current.ListAsync(cancellationToken);

    public ValueTask<bool> AddAsync(Role role, CancellationToken cancellationToken) => ChangeAsync(store => store.AddAsync(role, cancellationToken), role.Name, cancellationToken);

    public ValueTask<bool> UpdateAsync(Stored<Role> stored, Role changed, CancellationToken cancellationToken) =>
        ChangeAsync(store => store.UpdateAsync(stored, changed, cancellationToken), changed.Name, cancellationToken);

    public ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken) => ChangeAsync(store => store.RemoveAsync(name, cancellationToken), name, cancellationToken);

    private ValueTask<bool> ChangeAsync(Func<IRoleStore, ValueTask<bool>> change, string name, CancellationToken cancellationToken) =>
        WriteAsync(change, changes => changes.Note(TransferKind.Role, TransferRecord.KeyOf(name)), cancellationToken);
}
