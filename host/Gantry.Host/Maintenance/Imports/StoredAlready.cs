using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>Tells which instances are stored already with the same bytes, so that nothing is to be done about them.</summary>
internal sealed class StoredAlready(PluginRegistry registry)
{
    /// <summary>Tells which are not: whatever is unlike what is stored is for the plugin that stores to decide about.</summary>
    public async ValueTask<IReadOnlyList<bool>> AreMissingAsync(IReadOnlyList<StoreCandidate> candidates, CancellationToken cancellationToken)
    {
        var areMissing = Enumerable.Repeat(true, candidates.Count).ToArray();
        try
        {
            using var leases = new OperationLeases(registry);
            var listed = await FindAsync(leases.Get<ICatalog>(), candidates, cancellationToken).ConfigureAwait(false);
            for (var index = 0; index < areMissing.Length; index++)
            {
                areMissing[index] = !listed.TryGetValue(candidates[index].SopInstanceUid, out var instance)
                    || !await IsSameAsync(leases.Get<IInstanceStore>(), instance, candidates[index], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ServiceUnavailableException or CatalogException { IsTransient: true })
        {
            // To store them waits for the catalog, and tells where it does not come.
        }

        return areMissing;
    }

    private static async ValueTask<Dictionary<Uid, CatalogInstance>> FindAsync(
        ICatalog catalog, IReadOnlyList<StoreCandidate> candidates, CancellationToken cancellationToken)
    {
        var selection = new InstanceSelection { Instances = [.. candidates.Select(candidate => candidate.SopInstanceUid).Distinct()] };
        var listed = new Dictionary<Uid, CatalogInstance>();
        await foreach (var instance in catalog.SelectAsync(selection, cancellationToken).ConfigureAwait(false))
        {
            listed[instance.SopInstance] = instance;
        }

        return listed;
    }

    // Read to the end on both sides: what a disk has changed is no longer what is to be stored.
    private static async ValueTask<bool> IsSameAsync(IInstanceStore store, CatalogInstance stored, StoreCandidate candidate, CancellationToken cancellationToken)
    {
        if (stored.SopClass != candidate.SopClassUid || stored.TransferSyntax != candidate.TransferSyntax || stored.Length != candidate.Length)
        {
            return false;
        }

        try
        {
            var content = await store.OpenAsync(stored.Location, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                if (await content.VerifyAsync(cancellationToken).ConfigureAwait(false) != InstanceCondition.Intact)
                {
                    return false;
                }

                var hash = await candidate.HashAsync(cancellationToken).ConfigureAwait(false);
                return hash.Span.SequenceEqual(content.Digest.Span);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return false; // one of them cannot be read; to store it tells which
        }
    }
}
