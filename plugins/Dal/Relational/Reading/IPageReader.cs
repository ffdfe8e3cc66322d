using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Reading;

/// <summary>Runs queries with small results, wherever the context comes from.</summary>
internal interface IPageReader
{
    /// <summary>Runs one query.</summary>
    ValueTask<T> ReadAsync<T>(Func<CatalogContext, CancellationToken, Task<T>> query, CancellationToken cancellationToken);
}
