using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Databases.Services;

internal sealed class GatedSettingsHistory(OperationLeases leases) : GatedService<ISettingsHistory>(leases), ISettingsHistory
{
    public async ValueTask AddAsync(IReadOnlyList<SettingChange> changes, CancellationToken cancellationToken) => await WriteAsync(
        async history =>
        {
            await history.AddAsync(changes, cancellationToken).ConfigureAwait(false);
            return true;
        },
        book => book.NoteTail(TransferKind.SettingChange),
        cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<SettingChange> FindAsync(SettingChangeFilter filter, CancellationToken cancellationToken) => Current.FindAsync(filter, cancellationToken);
}
