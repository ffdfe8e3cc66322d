using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Administration;

/// <summary>Finds what an administrator names by UIDs of studies, series or instances of the catalog.</summary>
internal static class CatalogReferences
{
    private const int MaximumUids = 1_000;

    /// <summary>The instances of studies, series and instances, each once, in their order.</summary>
    /// <exception cref="BadHttpRequestException">One of the UIDs is none, or names nothing that is here.</exception>
    public static async Task<List<SopReference>> FindAsync(ICatalog catalog, IReadOnlyList<string> uids, CancellationToken cancellationToken)
    {
        if (uids.Count is 0 or > MaximumUids)
        {
            throw new BadHttpRequestException($"1 to {MaximumUids} UIDs of studies, series or instances are needed.");
        }

        var found = new OrderedDictionary<Uid, SopReference>();
        foreach (var text in uids)
        {
            var uid = Uid.TryParse(text, out var parsed) ? parsed : throw new BadHttpRequestException($"'{text}' is not a UID.");
            InstanceSelection[] levels = [new() { Studies = [uid] }, new() { Series = [uid] }, new() { Instances = [uid] }];
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
}
