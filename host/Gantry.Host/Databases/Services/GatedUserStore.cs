using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Databases.Services;

internal sealed class GatedUserStore(OperationLeases leases) : GatedService<IUserStore>(leases), IUserStore
{
    public ValueTask<Stored<User>?> GetAsync(string name, CancellationToken cancellationToken) => Current.GetAsync(name, cancellationToken);

    public IAsyncEnumerable<Stored<User>> ListAsync(CancellationToken cancellationToken) => Current.ListAsync(cancellationToken);

    public ValueTask<bool> AddAsync(User user, CancellationToken cancellationToken) => ChangeAsync(store => store.AddAsync(user, cancellationToken), user.Name, cancellationToken);

    public ValueTask<bool> UpdateAsync(Stored<User> stored, User changed, CancellationToken cancellationToken) =>
        ChangeAsync(store => store.UpdateAsync(stored, changed, cancellationToken), changed.Name, cancellationToken);

    public ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken) => ChangeAsync(store => store.RemoveAsync(name, cancellationToken), name, cancellationToken);

    private ValueTask<bool> ChangeAsync(Func<IUserStore, ValueTask<bool>> change, string name, CancellationToken cancellationToken) =>
        WriteAsync(change, changes => changes.Note(TransferKind.User, TransferRecord.KeyOf(name)), cancellationToken);
}
