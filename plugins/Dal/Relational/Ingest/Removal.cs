using Gantry.Contracts;
using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Removes chosen instances, and what is left empty above them, inside the writer's transaction.</summary>
internal static class Removal
{
    public static IReadOnlyList<CatalogInstance> Perform(WriterSession session, SelectionFilter filter)
    {
        session.Flush();

        // The writer's thread is its own and may wait; the transaction must not be left for another thread.
        return PerformAsync(session, filter).AsTask().GetAwaiter().GetResult();
    }

    private static async ValueTask<IReadOnlyList<CatalogInstance>> PerformAsync(WriterSession session, SelectionFilter filter)
    {
        var query = new SelectQuery(new ContextReader(session.Context), filter);
        var removed = new List<CatalogInstance>();
        var touched = new List<SelectedSeries>();
        await foreach (var series in query.SeriesAsync(CancellationToken.None).ConfigureAwait(false))
        {
            var before = removed.Count;
            await foreach (var instance in query.InstancesAsync(series, CancellationToken.None).ConfigureAwait(false))
            {
                session.Remove(instance, series);
                removed.Add(instance.ToCatalogInstance());
            }

            if (removed.Count > before)
            {
                touched.Add(series);
            }
        }

        await session.RemoveEmptyAsync(touched).ConfigureAwait(false);
        return removed;
    }
}
