using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Users;

namespace Gantry.Host.Administration;

/// <summary>Finds what an administrator names by UIDs of studies, series or instances of the catalog.</summary>
internal static class CatalogReferences
{
    private const int MaximumUids = 1_000;

    /// <summary>The instances of studies, series and instances, each once, in their order.</summary>
    /// <exception cref="BadHttpRequestException">One of the UIDs is none, or names nothing that is here.</exception>
    public static async Task<List<SopReference>> FindAsync(ICatalog catalog, IReadOnlyList<string> uids, CancellationToken cancellationToken, CatalogScope? scope = null)
    {
        if (uids.Count is 0 or > MaximumUids)
        {
            throw new BadHttpRequestException($"1 to {MaximumUids} UIDs of studies, series or instances are needed.");
        }

        var found = new OrderedDictionary<Uid, SopReference>();
        foreach (var text in uids)
        {
            var uid = Uid.TryParse(text, out var parsed) ? parsed : throw new BadHttpRequestException($"'{text}' is not a UID.");
            InstanceSelection[] levels = [new() { Studies = [uid], Scope = scope }, new() { Series = [uid], Scope = scope }, new() { Instances = [uid], Scope = scope }];
            var isKnown = false;
            for (var level = 0; level < levels.Length && !isKnown; level++)
            {
                await foreach (var instance in catalog.SelectAsync(levels[level], cancellationToken).ConfigureAwait(false))
                {
                    isKnown = true;
                    found.TryAdd(instance.SopInstance, new SopReference(instance.SopClass, instance.SopInstance));
                }
            }

            if (!isKnown)
            {
                throw new BadHttpRequestException($"No study, series or instance {uid} is here.", 404);
            }
        }

        return [.. found.Values];
    }

    /// <summary>What the caller may see of the catalog; null for all, as whoever has every right does.</summary>
    public static async ValueTask<CatalogScope?> ScopeAsync(HttpContext context, OperationLeases leases, CancellationToken cancellationToken) =>
        context.User() is var user && user.Has(Rights.All) ? null : await leases.Get<ICatalogScopePolicy>().OfAsync(user.Caller, cancellationToken).ConfigureAwait(false);

    /// <summary>Likewise, of what the caller may see: what he may not is answered as what is not here. Who has every right sees all.</summary>
    /// <exception cref="BadHttpRequestException">One of the UIDs is none, or names nothing that is here.</exception>
    public static async Task<List<SopReference>> FindSeenAsync(HttpContext context, OperationLeases leases, IReadOnlyList<string> uids, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(context, leases, cancellationToken).ConfigureAwait(false);
        return await FindAsync(leases.Get<ICatalog>(), uids, cancellationToken, scope).ConfigureAwait(false);
    }
}
