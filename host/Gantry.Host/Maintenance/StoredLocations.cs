using Gantry.Contracts;

namespace Gantry.Host.Maintenance;

/// <summary>Whether there is something at a location of a store.</summary>
internal static class StoredLocations
{
    /// <summary>False where nothing lies at a location any more; what cannot be read now is not gone.</summary>
    public static async ValueTask<bool> HasAsync(this IInstanceStore store, string location, CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.OpenAsync(location, cancellationToken).ConfigureAwait(false);
            await content.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
