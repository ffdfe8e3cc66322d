using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Maintenance;

/// <summary>Removes from the catalog what is not in the store any more.</summary>
internal sealed class MissingInstances(PluginRegistry registry, ReindexProgress progress, ILogger logger)
{
    /// <summary>Looks at every instance of the catalog.</summary>
    /// <exception cref="CatalogException">The catalog failed.</exception>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        var (catalog, store) = (leases.Get<ICatalog>(), leases.Get<IInstanceStore>());
        await foreach (var study in catalog.StudiesAsync(cancellationToken).ConfigureAwait(false))
        {
            await RemoveAsync(catalog, store, study, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(ICatalog catalog, IInstanceStore store, Uid study, CancellationToken cancellationToken)
    {
        var missing = new List<Uid>();
        await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Studies = [study] }, cancellationToken).ConfigureAwait(false))
        {
            if (!await store.HasAsync(instance.Location, cancellationToken).ConfigureAwait(false))
            {
                missing.Add(instance.SopInstance);
                logger.MissingRemoved(instance.SopInstance.Value);
            }
        }

        if (missing.Count > 0)
        {
            var removed = await catalog.RemoveAsync(new InstanceSelection { Instances = [.. missing] }, cancellationToken).ConfigureAwait(false);
            progress.Add(new ReindexCounts(0, 0, 0, removed.Count));
        }
    }
}
