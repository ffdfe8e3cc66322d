using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Settings;

/// <summary>The history of settings in the catalog's database.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public abstract class RelationalSettingsHistory(RelationalCatalog catalog) : ISettingsHistory
{
    private const int PageSize = 200;

    public virtual async ValueTask AddAsync(IReadOnlyList<SettingChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count > 0)
        {
            SettingChangeRow[] rows = [.. changes.Select(SettingRows.New)];
            await catalog.WriteAsync(session => rows.Sum(session.Add), cancellationToken).ConfigureAwait(false);
        }
    }

    public virtual async IAsyncEnumerable<SettingChange> FindAsync(SettingChangeFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (remaining, before) = (filter.Limit ?? int.MaxValue, long.MaxValue);
        while (remaining > 0)
        {
            var size = Math.Min(remaining, PageSize);
            var page = await catalog.ReadAsync(
                (context, token) => Narrow(context, filter).Where(x => x.Id < before).OrderByDescending(x => x.Id).Take(size).ToListAsync(token), cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return SettingRows.Read(row);
            }

            if (page.Count < size)
            {
                yield break;
            }

            (remaining, before) = (remaining - page.Count, page[^1].Id);
        }
    }

    private static IQueryable<SettingChangeRow> Narrow(CatalogContext context, SettingChangeFilter filter)
    {
        var rows = context.SettingChanges.AsQueryable();
        if (filter.Scope is { } scope)
        {
            rows = rows.Where(x => x.Scope == scope);
        }

        if (filter.Name is { } name)
        {
            rows = rows.Where(x => x.Name == name);
        }

        if (StoredText.Milliseconds(filter.From) is { } from)
        {
            rows = rows.Where(x => x.At >= from);
        }

        return StoredText.Milliseconds(filter.To) is { } to ? rows.Where(x => x.At < to) : rows;
    }
}
