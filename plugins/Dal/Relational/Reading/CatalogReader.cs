using Gantry.Contracts;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Reading;

/// <summary>Runs one query after another on contexts of the pool, and says what their failures mean.</summary>
internal sealed class CatalogReader(ContextPool contexts, CatalogDialect dialect) : IPageReader
{
    /// <summary>Runs a query whose result is small: a page, a count.</summary>
    /// <exception cref="CatalogException">The query failed.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<CatalogContext, CancellationToken, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            using var lease = await contexts.RentAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await query(lease.Context, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                lease.IsBroken = true;
                throw;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException and not CatalogException)
        {
            throw dialect.Explain(exception).ToException(exception);
        }
    }
}
