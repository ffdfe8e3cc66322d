using System.Data.Common;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Query;
using Gantry.Dal.Relational.Retrieve;

namespace Gantry.Dal.Relational.Reading;

/// <summary>Runs one query after another on contexts of the pool, and says what their failures mean.</summary>
internal sealed class CatalogReader(ContextPool contexts, CatalogWriter writer, CatalogDialect dialect) : IPageReader
{
    /// <summary>Runs a query whose result is small: a page, a count.</summary>
    /// <exception cref="CatalogException">The query failed.</exception>
    public ValueTask<T> ReadAsync<T>(Func<CatalogContext, CancellationToken, Task<T>> query, CancellationToken cancellationToken) =>
        RunAsync((lease, token) => query(lease.Context, token), cancellationToken);

    /// <summary>Runs a statement by a command that the connection keeps: for the queries that peers wait for, of which EF Core would take a multiple.</summary>
    /// <param name="write">Writes the statement, more than once where a connection was lost.</param>
    /// <param name="row">Reads a row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CatalogException">The query failed.</exception>
    public ValueTask<List<T>> ReadAsync<T>(Action<StatementText> write, Func<DbDataReader, T> row, CancellationToken cancellationToken) => RunAsync(
        async (lease, token) =>
        {
            var text = new StatementText(dialect, lease.Model);
            write(text);
            var reader = await lease.Commands.Of(text).ReadAsync(text.Values, token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<T>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    rows.Add(row(reader));
                }

                return rows;
            }
        },
        cancellationToken);

    /// <summary>Runs a statement for entities whose ids are known, as many at a time as one statement bears.</summary>
    public async ValueTask<List<T>> ReadAsync<T>(long[] ids, Action<StatementText, long[]> write, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        var rows = new List<T>(ids.Length);
        foreach (var some in ids.Chunk(SelectionFilter.MaximumList))
        {
            rows.AddRange(await ReadAsync(text => write(text, some), row, cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    private async ValueTask<T> RunAsync<T>(Func<ContextLease, CancellationToken, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            var (isDone, result) = await TryRunAsync(query, isLast: false, cancellationToken).ConfigureAwait(false);
            return isDone ? result! : (await TryRunAsync(query, isLast: true, cancellationToken).ConfigureAwait(false)).Result!;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException and not CatalogException)
        {
            throw dialect.Explain(exception).ToException(exception);
        }
    }

    // A connection that was idle may have been ended by the server; a read can be asked again on a new one.
    private async ValueTask<(bool IsDone, T? Result)> TryRunAsync<T>(Func<ContextLease, CancellationToken, Task<T>> query, bool isLast, CancellationToken cancellationToken)
    {
        await writer.MakeVisibleAsync(cancellationToken).ConfigureAwait(false);
        using var lease = await contexts.RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (true, await query(lease, cancellationToken).ConfigureAwait(false));
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
