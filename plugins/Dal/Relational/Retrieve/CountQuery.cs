using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Retrieve;

/// <summary>How much there is. Rows are counted, and lengths added up, in indexes that hold little else.</summary>
internal static class CountQuery
{
    public static async Task<CatalogCounts> RunAsync(CatalogContext context, CancellationToken cancellationToken) => new(
        await context.Patients.LongCountAsync(cancellationToken).ConfigureAwait(false),
        await context.Studies.LongCountAsync(cancellationToken).ConfigureAwait(false),
        await context.Series.LongCountAsync(cancellationToken).ConfigureAwait(false),
        await context.Instances.LongCountAsync(cancellationToken).ConfigureAwait(false),
        await context.Instances.SumAsync(instance => instance.Length, cancellationToken).ConfigureAwait(false));
}
