using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Databases.Services;

internal sealed class GatedTokenStore(OperationLeases leases) : GatedService<ITokenStore>(leases), ITokenStore
{
    public ValueTask<bool> AddAsync(AccessToken token, CancellationToken cancellationToken) => ChangeAsync(store => store.AddAsync(token, cancellationToken), token.Hash, cancellationToken);

    public ValueTask<AccessToken?> GetAsync(string hash, CancellationToken cancellationToken) => Current.GetAsync(hash, cancellationToken);

    public IAsyncEnumerable<AccessToken> ListAsync(string user, CancellationToken cancellationToken) => Current.ListAsync(user, cancellationToken);

    public ValueTask<bool> TouchAsync(string hash, DateTimeOffset usedAt, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        ChangeAsync(store => store.TouchAsync(hash, usedAt, expiresAt, cancellationToken), hash, cancellationToken);

    public ValueTask<bool> RemoveAsync(string hash, CancellationToken cancellationToken) => ChangeAsync(store => store.RemoveAsync(hash, cancellationToken), hash, cancellationToken);

    public ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(store => store.RemoveExpiredAsync(now, cancellationToken), changes => changes.NoteAll(TransferKind.Token), cancellationToken);

    private ValueTask<bool> ChangeAsync(Func<ITokenStore, ValueTask<bool>> change, string hash, CancellationToken cancellationToken) =>
        WriteAsync(change, changes => changes.Note(TransferKind.Token, hash), cancellationToken);
}
