using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>What the catalog has under a SOP Instance UID already.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="IsWhole">False where its bytes are gone, or are not what they were.</param>
internal sealed record EarlierInstance(CatalogInstance Instance, bool IsWhole)
{
    /// <summary>Looks it up; null where it has been removed meanwhile.</summary>
    /// <exception cref="CatalogException">The catalog cannot tell.</exception>
    public static async ValueTask<EarlierInstance?> FindAsync(ICatalog catalog, IInstanceStore store, Uid sopInstance)
    {
        await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Instances = [sopInstance] }, CancellationToken.None).ConfigureAwait(false))
        {
            return new(instance, await IsWholeAsync(store, instance).ConfigureAwait(false));
        }

        return null;
    }

    private static async ValueTask<bool> IsWholeAsync(IInstanceStore store, CatalogInstance instance)
    {
        try
        {
            var content = await store.OpenAsync(instance.Location, CancellationToken.None).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                // Read to its end: what is told Success now may be deleted where it came from.
                return content.Length == instance.Length && await content.VerifyAsync(CancellationToken.None).ConfigureAwait(false) != InstanceCondition.Damaged;
            }
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            // Unreadable now is not lost: what was acknowledged first is not given up for it.
            return true;
        }
    }
}
