using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Reading;

/// <summary>Reads on one context: the writer's, inside its transaction.</summary>
internal sealed class ContextReader(CatalogContext context) : IPageReader
{
    public async ValueTask<T> ReadAsync<T>(Func<CatalogContext, CancellationToken, Task<T>> query, CancellationToken cancellationToken) =>
        await query(context, cancellationToken).ConfigureAwait(false);
}
