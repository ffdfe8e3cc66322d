using Gantry.Contracts;
using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>Removes the instances of one call, and what is left empty above them.</summary>
internal sealed class RemoveWork(SelectionFilter filter) : WriterWork<IReadOnlyList<CatalogInstance>>
{
    protected override IReadOnlyList<CatalogInstance> PerformCore(WriterSession session)
    {
        session.Flush();

        // The writer's thread is its own and may wait; the transaction must not be left for another thread.
        return PerformAsync(session).AsTask().GetAwaiter().GetResult();
    }

    private async ValueTask<IReadOnlyList<CatalogInstance>> PerformAsync(WriterSession session)
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
