using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Storage;

/// <summary>Has the catalog make durable what it was given.</summary>
[Export]
[method: ImportingConstructor]
public sealed class CatalogSync(ICatalog catalog)
{
    /// <exception cref="CatalogException">It is not known to be durable.</exception>
    internal ValueTask RunAsync(CancellationToken cancellationToken) => catalog.SyncAsync(cancellationToken);
}
