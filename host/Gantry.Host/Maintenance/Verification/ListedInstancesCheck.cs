using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Maintenance.Verification;

/// <summary>From the catalog to the store: every row has its file, as long as the row says.</summary>
internal sealed class ListedInstancesCheck(PluginRegistry registry, Action<VerificationFinding> found)
{
    /// <summary>Checks all instances of the catalog.</summary>
    /// <exception cref="CatalogException">The catalog failed.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        var (catalog, store) = (leases.Get<ICatalog>(), leases.Get<IInstanceStore>());
        await foreach (var study in catalog.StudiesAsync(cancellationToken).ConfigureAwait(false))
        {
            await CheckAsync(catalog, store, new InstanceSelection { Studies = [study] }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(ICatalog catalog, IInstanceStore store, InstanceSelection selection, CancellationToken cancellationToken)
    {
        await foreach (var row in catalog.SelectAsync(selection, cancellationToken).ConfigureAwait(false))
        {
            if (await FaultAsync(store, row, cancellationToken).ConfigureAwait(false) is { } finding && await IsListedAsync(catalog, row, cancellationToken).ConfigureAwait(false))
            {
                found(finding);
            }
        }
    }

    private static async ValueTask<VerificationFinding?> FaultAsync(IInstanceStore store, CatalogInstance row, CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.OpenAsync(row.Location, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                return content.Length == row.Length && content.SopInstance == row.SopInstance
                    ? null
                    : new(VerificationFault.Damaged, row.Location, row.SopInstance.Value, $"the catalog says that it has {row.Length} bytes; it has {content.Length}, of {content.SopInstance}.");
            }
        }
        catch (FileNotFoundException)
        {
            return new(VerificationFault.Missing, row.Location, row.SopInstance.Value);
        }
        catch (IOException)
        {
            return null; // the other pass tells of it
        }
    }

    // It may have been removed, or moved, since the row was read.
    private static async ValueTask<bool> IsListedAsync(ICatalog catalog, CatalogInstance row, CancellationToken cancellationToken)
    {
        await foreach (var now in catalog.SelectAsync(new InstanceSelection { Instances = [row.SopInstance] }, cancellationToken).ConfigureAwait(false))
        {
            if (now.Location == row.Location)
            {
                return true;
            }
        }

        return false;
    }
}
