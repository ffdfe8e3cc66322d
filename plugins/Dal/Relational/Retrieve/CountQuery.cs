using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Retrieve;

/// <summary>How much there is, as the writers have kept it: no row of the catalog is looked at.</summary>
internal static class CountQuery
{
    public static async Task<CatalogCounts> RunAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        var totals = await context.Totals.ToListAsync(cancellationToken).ConfigureAwait(false);
        return new(totals.Sum(x => x.Patients), totals.Sum(x => x.Studies), totals.Sum(x => x.Series), totals.Sum(x => x.Instances), totals.Sum(x => x.Bytes));
    }

    /// <summary>The same, counted: every index is read from end to end.</summary>
    public static async Task<CatalogCounts> CountAsync(CatalogContext context, CancellationToken cancellationToken) => new(
        await context.Patients.LongCountAsync(cancellationToken).ConfigureAwait(false),
        await context.Studies.LongCountAsync(cancellationToken).ConfigureAwait(false),
        await context.Series.LongCountAsync(cancellationToken).ConfigureAwait(false),
        await context.Instances.LongCountAsync(cancellationToken).ConfigureAwait(false),
        await context.Instances.SumAsync(instance => instance.Length, cancellationToken).ConfigureAwait(false));
}
