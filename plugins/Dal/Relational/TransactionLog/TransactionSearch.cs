using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Query;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.TransactionLog;

/// <summary>Finds records: conditions for the statement, pages by number.</summary>
internal sealed class TransactionSearch(RelationalCatalog catalog, TransactionFilter filter)
{
    private const int PageSize = 500;

    public async IAsyncEnumerable<StoredTransaction> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var remaining = filter.Limit ?? int.MaxValue;
        long? last = null;
        while (remaining > 0)
        {
            var size = Math.Min(remaining, PageSize);
            var page = await catalog.ReadAsync((context, token) => Page(context, last, size).ToListAsync(token), cancellationToken).ConfigureAwait(false);
            foreach (var row in page.Where(Matches))
            {
                yield return TransactionRows.Read(row);
                remaining--;
            }

            if (page.Count < size)
            {
                yield break;
            }

            last = page[^1].Id;
        }
    }

    /// <summary>The numbers of the oldest records that match.</summary>
    public long[] Oldest(CatalogContext context, int maximum)
    {
        if (filter.Description is null)
        {
            return [.. Narrow(context).OrderBy(x => x.Id).Take(maximum).Select(x => x.Id)];
        }

        return [.. Narrow(context).OrderBy(x => x.Id).Select(x => new TransactionKey(x.Id, x.Description)).AsEnumerable().Where(x => Matches(x.Description)).Take(maximum).Select(x => x.Id)];
    }

    private IQueryable<TransactionRow> Page(CatalogContext context, long? last, int size)
    {
        var rows = Narrow(context);
        if (last is { } id)
        {
            rows = filter.IsNewestFirst ? rows.Where(x => x.Id < id) : rows.Where(x => x.Id > id);
        }

        rows = (filter.IsNewestFirst ? rows.OrderByDescending(x => x.Id) : rows.OrderBy(x => x.Id)).Take(size);
        return filter.IncludesDataSets ? rows : rows.Select(TransactionColumns.WithoutDataSet);
    }

    private IQueryable<TransactionRow> Narrow(CatalogContext context)
    {
        var rows = context.Transactions.AsQueryable();
        Where(filter.AfterNumber, value => x => x.Id > value);
        Where(filter.BeforeNumber, value => x => x.Id < value);
        Where(StoredText.Milliseconds(filter.From), value => x => x.At >= value);
        Where(StoredText.Milliseconds(filter.To), value => x => x.At < value);
        Where((int?)filter.Direction, value => x => x.Direction == value);
        Where(filter.Status, value => x => x.Status == value);
        Where(filter.MinimumDuration is { } minimum ? TransactionRows.Microseconds(minimum) : (long?)null, value => x => x.Duration >= value);
        Equal(filter.LocalAETitle?.Value, x => x.LocalAETitle);
        Equal(filter.RemoteAETitle?.Value, x => x.RemoteAETitle);
        Equal(filter.CorrelationId, x => x.CorrelationId);
        Equal(filter.Command, x => x.Command);
        Equal(filter.SopClass?.Value, x => x.SopClassUid);
        Equal(filter.SopInstance?.Value, x => x.SopInstanceUid);
        Equal(filter.Study?.Value, x => x.StudyUid);
        Equal(filter.User, x => x.UserName);
        Equal(filter.CustomType, x => x.CustomType);
        Begins(filter.LocalAddress, x => x.LocalAddress);
        Begins(filter.RemoteAddress, x => x.RemoteAddress);
        Begins(filter.Plugin, x => x.Plugin);
        if (!filter.Kinds.IsDefaultOrEmpty)
        {
            int[] kinds = [.. filter.Kinds.Select(kind => (int)kind)];
            rows = rows.Where(x => kinds.Contains(x.Kind));
        }

        if (!filter.Types.IsDefaultOrEmpty)
        {
            int[] types = [.. filter.Types.Select(type => (int)type)];
            rows = rows.Where(x => types.Contains(x.Type));
        }

        if (!string.IsNullOrEmpty(filter.Description))
        {
            var like = LikePattern.Infix(filter.Description);
            rows = rows.Where(x => EF.Functions.Like(x.Description, like, LikePattern.Escape)); // some databases ignore letter case here; see Matches
        }

        return rows;

        void Where<T>(T? value, Func<T, Expression<Func<TransactionRow, bool>>> condition)
            where T : struct => rows = value is { } given ? rows.Where(condition(given)) : rows;

        void Equal(string? value, Expression<Func<TransactionRow, string>> column) =>
            rows = value is null ? rows : rows.Where(Columns.On(column, text => text == value));

        void Begins(string? value, Expression<Func<TransactionRow, string>> column) =>
            rows = string.IsNullOrEmpty(value) ? rows : rows.Where(Columns.On(column, Beginning(value)));
    }

    private static Expression<Func<string, bool>> Beginning(string value)
    {
        if (TextPrefix.Of(value) is not var (first, end))
        {
            return text => false; // no column has what is not stored as it is
        }

        return text => string.Compare(text, first) >= 0 && string.Compare(text, end) < 0;
    }

    private bool Matches(TransactionRow row) => Matches(row.Description);

    private bool Matches(string description) => filter.Description is null || description.Contains(filter.Description, StringComparison.Ordinal);
}
