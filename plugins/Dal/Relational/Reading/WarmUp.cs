using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Query;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Reading;

/// <summary>Runs every kind of query once, for things that are not there: what they compile is compiled before somebody waits for it.</summary>
internal static class WarmUp
{
    private static readonly Uid Nothing = new("2.25.0");

    public static async ValueTask RunAsync(CatalogReader reader, CatalogWriter writer, CancellationToken cancellationToken)
    {
        foreach (var level in Enum.GetValues<QueryLevel>())
        {
            var root = level == QueryLevel.Patient ? QueryRoot.Patient : QueryRoot.Study;
            await DrainAsync(new FindQuery(reader, new CatalogQuery { Root = root, Level = level, Keys = Keys(level), Limit = 1 }).RunAsync(cancellationToken))
                .ConfigureAwait(false);
        }

        ImmutableArray<Uid> uids = [Nothing];
        foreach (var selection in new InstanceSelection[] { new() { Instances = uids }, new() { Series = uids }, new() { Studies = uids }, new() { PatientId = "-" } })
        {
            var query = new SelectQuery(reader, SelectionFilter.Of(selection));
            await DrainAsync(query.RunAsync(cancellationToken)).ConfigureAwait(false);
            await DrainAsync(query.InstancesAsync(
                new SelectedSeries { Id = -1, Uid = Nothing.Value, StudyUid = Nothing.Value, PatientId = "-" }, cancellationToken)).ConfigureAwait(false);
        }

        await reader.ReadAsync(CountQuery.RunAsync, cancellationToken).ConfigureAwait(false);
        await writer.PerformAsync(new AddWork([]), cancellationToken).ConfigureAwait(false);
        await writer.PerformAsync(new RemoveWork(SelectionFilter.Of(new InstanceSelection { Instances = uids })), cancellationToken).ConfigureAwait(false);
    }

    private static DicomDataSet Keys(QueryLevel level)
    {
        var keys = new DicomDataSetBuilder().Add(Tags.PatientID, "-");
        return (level switch
        {
            QueryLevel.Patient => keys,
            QueryLevel.Study => keys.Add(Tags.StudyInstanceUID).Add(Tags.ModalitiesInStudy),
            QueryLevel.Series => keys.Add(Tags.StudyInstanceUID, Nothing).Add(Tags.SeriesInstanceUID),
            _ => keys.Add(Tags.StudyInstanceUID, Nothing).Add(Tags.SeriesInstanceUID, Nothing).Add(Tags.SOPInstanceUID),
        }).Build();
    }

    private static async ValueTask DrainAsync<T>(IAsyncEnumerable<T> rows)
    {
        await foreach (var _ in rows.ConfigureAwait(false))
        {
            continue;
        }
    }
}
