using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Users;

/// <summary>What users and roles have in common: rows by name, changed by whoever has read the latest version.</summary>
/// <param name="catalog">Whose database they are in.</param>
/// <param name="rows">Their table.</param>
/// <param name="read">What a row is.</param>
internal sealed class NamedRows<TRow, T>(RelationalCatalog catalog, Func<CatalogContext, DbSet<TRow>> rows, Func<TRow, Stored<T>> read)
    where TRow : class, INamedRow
{
    public async ValueTask<Stored<T>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var row = await catalog.ReadAsync((context, token) => rows(context).SingleOrDefaultAsync(x => x.Key == key, token), cancellationToken).ConfigureAwait(false);
        return row is null ? null : read(row);
    }

    public async ValueTask<IEnumerable<Stored<T>>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await catalog.ReadAsync((context, token) => rows(context).ToListAsync(token), cancellationToken).ConfigureAwait(false);
        return all.OrderBy(row => row.Key, StringComparer.Ordinal).Select(read);
    }

    public ValueTask<bool> AddAsync(TRow row, CancellationToken cancellationToken) =>
        catalog.WriteAsync(session => !rows(session.Context).Any(x => x.Key == row.Key) && session.Add(row) > 0, cancellationToken);

    /// <summary>Changes a row, provided that it still has the version before.</summary>
    /// <param name="before">The key and version that were read.</param>
    /// <param name="row">The row as it is to be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The name is another.</exception>
    public ValueTask<bool> UpdateAsync((string Key, long Version) before, TRow row, CancellationToken cancellationToken)
    {
        if (row.Key != before.Key)
        {
            throw new ArgumentException("It keeps its name.", nameof(row));
        }

        row.Version = before.Version + 1;
        return catalog.WriteAsync(
            session =>
            {
                // The row is the transaction's from here on; the other columns follow.
                var version = row.Version;
                if (rows(session.Context).Where(x => x.Key == before.Key && x.Version == before.Version).ExecuteUpdate(change => change.SetProperty(x => x.Version, version)) != 1)
                {
                    return false;
                }

                row.Id = rows(session.Context).Where(x => x.Key == before.Key).Select(x => x.Id).Single();
                session.Replace(row);
                return true;
            },
            cancellationToken);
    }

    public ValueTask<bool> RemoveAsync(string key, Action<WriterSession>? before, CancellationToken cancellationToken) => catalog.WriteAsync(
        session =>
        {
            before?.Invoke(session);
            return rows(session.Context).Where(x => x.Key == key).ExecuteDelete() == 1;
        },
        cancellationToken);
}
