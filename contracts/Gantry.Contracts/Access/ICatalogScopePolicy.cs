namespace Gantry.Contracts;

/// <summary>
/// Says what of the catalog a caller may see. One plugin alone provides it; whoever shows something of the catalog to others asks it each time, and gives the answer to
/// the catalog with the query or the selection: <see cref="CatalogQuery.Scope"/>, <see cref="InstanceSelection.Scope"/>.
/// </summary>
/// <remarks>Where it throws, or nobody provides it, nothing is shown.</remarks>
public interface ICatalogScopePolicy
{
    /// <summary>What a caller may see.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null for all.</returns>
    /// <exception cref="CatalogException">It cannot be told now, or at all: the caller is answered as if the catalog were away.</exception>
    ValueTask<CatalogScope?> OfAsync(CatalogCaller caller, CancellationToken cancellationToken);
}
