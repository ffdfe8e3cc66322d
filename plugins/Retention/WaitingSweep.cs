using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Retention;

/// <summary>Deletes what has waited for long enough, with the catalog and the store of the moment.</summary>
[Export]
[method: ImportingConstructor]
public sealed class WaitingSweep(ICatalog catalog, IInstanceStore store, WaitingBytes waiting, IPluginSettings<RetentionSettings> settings)
{
    internal Task RunAsync(CancellationToken cancellationToken) => waiting.SweepAsync(catalog, store, settings.Current.Grace, cancellationToken);

    /// <summary>The volumes that the settings name, and that the store does not have.</summary>
    /// <exception cref="IOException">The store cannot tell.</exception>
    internal async ValueTask<IReadOnlyList<string>> UnknownVolumesAsync(CancellationToken cancellationToken) =>
        settings.Current.NamedVolumes.ToList() is { Count: > 0 } named ? [.. named.Except(await store.GetVolumesAsync(cancellationToken).ConfigureAwait(false))] : [];

    internal async ValueTask<long> StoredBytesAsync(CancellationToken cancellationToken) => (await catalog.CountAsync(cancellationToken).ConfigureAwait(false)).Bytes;
}
