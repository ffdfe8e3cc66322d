using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The instances that a path names, of those that the caller may see.</summary>
[Export]
[method: ImportingConstructor]
public sealed class SelectedInstances(ICatalog catalog, ICatalogScopePolicy scopes)
{
    /// <summary>Finds them.</summary>
    /// <exception cref="CatalogException">The catalog cannot be read.</exception>
    internal async ValueTask<IReadOnlyList<CatalogInstance>> FindAsync(WebRequest request, SearchTarget target, CancellationToken cancellationToken)
    {
        var scope = await scopes.OfAsync(request.Caller, cancellationToken).ConfigureAwait(false);
        var instances = new List<CatalogInstance>();
        await foreach (var instance in catalog.SelectAsync(target.Selection with { Scope = scope }, cancellationToken).ConfigureAwait(false))
        {
            instances.Add(instance);
        }

        return instances;
    }
}
