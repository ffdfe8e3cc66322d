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
            var (isDone, result) = await TryReadAsync(query, isLast: false, cancellationToken).ConfigureAwait(false);
            return isDone ? result! : (await TryReadAsync(query, isLast: true, cancellationToken).ConfigureAwait(false)).Result!;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException and not CatalogException)
        {
            throw dialect.Explain(exception).ToException(exception);
        }
    }

    // A connection that was idle may have been ended by the server; a read can be asked again on a new one.
    private async ValueTask<(bool IsDone, T? Result)> TryReadAsync<T>(
        Func<CatalogContext, CancellationToken, Task<T>> query, bool isLast, CancellationToken cancellationToken)
    {
        using var lease = await contexts.RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (true, await query(lease.Context, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !isLast && lease is { IsUsed: true, IsLost: true })
        {
            lease.IsBroken = true;
            contexts.Clear();
            return (false, default);
        }
        catch
        {
            lease.IsBroken = true;
            throw;
        }
    }
}
