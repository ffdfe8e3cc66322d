using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Maintenance.Verification;

/// <summary>From the store to the catalog: every instance is read to its end, and has its row or was set aside.</summary>
/// <remarks>
/// An instance that came a moment ago is in the store before it is in the catalog, and one that is refused as a duplicate is there for a moment: the young ones are
/// not asked for their row.
/// </remarks>
internal sealed class StoredFilesCheck(PluginRegistry registry, ReadingRate rate, TimeProvider time, Action<VerificationFinding> found, Action<VerificationCounts> count)
{
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(5);

    private readonly record struct Seen(string Location, Uid SopInstance, bool IsYoung);

    /// <summary>Checks a group of instances.</summary>
    /// <exception cref="CatalogException">The catalog failed.</exception>
    public async ValueTask CheckAsync(IReadOnlyList<string> locations, CancellationToken cancellationToken)
    {
        using var leases = new OperationLeases(registry);
        var (store, catalog) = (leases.Get<IInstanceStore>(), leases.Get<ICatalog>());
        var seen = new List<Seen>(locations.Count);
        foreach (var location in locations)
        {
            if (await ReadAsync(store, location, cancellationToken).ConfigureAwait(false) is { } instance)
            {
                seen.Add(instance);
            }
        }

        var rows = await RowsAsync(catalog, seen, cancellationToken).ConfigureAwait(false);
        List<Seen> suspects = [.. seen.Where(instance => !instance.IsYoung && rows.GetValueOrDefault(instance.SopInstance) != instance.Location)];
        var setAside = suspects.Count == 0 ? [] : await SetAsideAsync(leases, cancellationToken).ConfigureAwait(false);
        foreach (var instance in suspects)
        {
            if (!setAside.Contains(instance.Location) && await store.HasAsync(instance.Location, cancellationToken).ConfigureAwait(false))
            {
                var row = rows.GetValueOrDefault(instance.SopInstance);
                found(new(VerificationFault.Unlisted, instance.Location, instance.SopInstance.Value, row is null ? "" : $"the one listed is at {row}."));
            }
        }
    }

    private async ValueTask<Seen?> ReadAsync(IInstanceStore store, string location, CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.OpenAsync(location, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var bytes = content.DataSetOffset + Math.Max(0, content.Length);
                await rate.WaitAsync(bytes, cancellationToken).ConfigureAwait(false);
                var condition = await content.VerifyAsync(cancellationToken).ConfigureAwait(false);
                count(new VerificationCounts(condition == InstanceCondition.Intact ? 1 : 0, condition == InstanceCondition.Whole ? 1 : 0, 0, 0, 0, 0, bytes));
                if (condition == InstanceCondition.Damaged)
                {
                    found(new(VerificationFault.Damaged, location, content.SopInstance.Value, "its bytes are not those that were stored."));
                }

                return new(location, content.SopInstance, content.StoredAt is { } stored && time.GetUtcNow() - stored < Young);
            }
        }
        catch (FileNotFoundException)
        {
            return null; // removed since it was listed
        }
        catch (IOException failure)
        {
            found(new(VerificationFault.Unreadable, location, null, failure.Message));
            return null;
        }
    }

    private static async ValueTask<Dictionary<Uid, string>> RowsAsync(ICatalog catalog, List<Seen> seen, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<Uid, string>();
        if (seen.Count > 0)
        {
            var selection = new InstanceSelection { Instances = [.. seen.Select(instance => instance.SopInstance).Distinct()] };
            await foreach (var row in catalog.SelectAsync(selection, cancellationToken).ConfigureAwait(false))
            {
                rows[row.SopInstance] = row.Location;
            }
        }

        return rows;
    }

    // What was refused or superseded lies in the store, and is listed elsewhere.
    private async ValueTask<HashSet<string>> SetAsideAsync(OperationLeases leases, CancellationToken cancellationToken) =>
        registry.Routing.Provider(typeof(ISetAsideInstances)) is null
            ? []
            : [.. (await leases.Get<ISetAsideInstances>().ListAsync(null, cancellationToken).ConfigureAwait(false)).Select(instance => instance.Location)];
}
