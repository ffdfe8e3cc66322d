using System.Globalization;
using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Reading;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Query;

/// <summary>The attributes that no instance has and the catalog knows (PS3.4 §C.3.4): what is in a study, and how many there are of what.</summary>
internal sealed class ComputedAttributes(IPageReader reader, FindKeys keys)
{
    /// <summary>Adds the attributes that are asked for to entities of a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="attributes">The attributes by the entities' ids; those computed are put in.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async ValueTask AddAsync(QueryLevel level, Dictionary<long, DicomDataSet> attributes, CancellationToken cancellationToken)
    {
        if (attributes.Count == 0)
        {
            return;
        }

        long[] ids = [.. attributes.Keys];
        switch (level)
        {
            case QueryLevel.Patient when Asks(Tags.NumberOfPatientRelatedStudies, Tags.NumberOfPatientRelatedSeries, Tags.NumberOfPatientRelatedInstances):
                await AddToPatientsAsync(ids, attributes, cancellationToken).ConfigureAwait(false);
                break;
            case QueryLevel.Study:
                await AddToStudiesAsync(ids, attributes, cancellationToken).ConfigureAwait(false);
                break;
            case QueryLevel.Series when Asks(Tags.NumberOfSeriesRelatedInstances):
                await AddToSeriesAsync(ids, attributes, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private bool Asks(params ReadOnlySpan<Tag> tags)
    {
        foreach (var tag in tags)
        {
            if (keys.AsksFor(tag))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask AddToPatientsAsync(long[] ids, Dictionary<long, DicomDataSet> attributes, CancellationToken cancellationToken)
    {
        var studies = await ReadAsync(
            ids,
            (context, some) => context.Studies.Where(x => some.Contains(x.PatientFk)).Select(x => new { x.PatientFk, Series = x.Series.Count, Instances = x.Series.SelectMany(y => y.Instances).Count() }),
            cancellationToken).ConfigureAwait(false);
        var byPatient = studies.ToLookup(x => x.PatientFk);
        foreach (var id in ids)
        {
            attributes[id] = Extended(
                attributes[id],
                (Tags.NumberOfPatientRelatedStudies, Count(byPatient[id].Count())),
                (Tags.NumberOfPatientRelatedSeries, Count(byPatient[id].Sum(x => x.Series))),
                (Tags.NumberOfPatientRelatedInstances, Count(byPatient[id].Sum(x => x.Instances))));
        }
    }

    private async ValueTask AddToStudiesAsync(long[] ids, Dictionary<long, DicomDataSet> attributes, CancellationToken cancellationToken)
    {
        if (Asks(Tags.NumberOfStudyRelatedInstances))
        {
            var series = await ReadAsync(
                ids, (context, some) => context.Series.Where(x => some.Contains(x.StudyFk)).Select(x => new { x.StudyFk, x.Modality, Attributes = x.Modality == KeyText.Irregular ? x.Attributes : null, Instances = x.Instances.Count }), cancellationToken).ConfigureAwait(false);
            AddContent(ids, attributes, series.Select(x => new SeriesOfStudy(x.StudyFk, x.Modality, x.Attributes, x.Instances)));
        }
        else if (Asks(Tags.ModalitiesInStudy, Tags.NumberOfStudyRelatedSeries))
        {
            var series = await ReadAsync(
                ids, (context, some) => context.Series.Where(x => some.Contains(x.StudyFk)).Select(x => new { x.StudyFk, x.Modality, Attributes = x.Modality == KeyText.Irregular ? x.Attributes : null }), cancellationToken).ConfigureAwait(false);
            AddContent(ids, attributes, series.Select(x => new SeriesOfStudy(x.StudyFk, x.Modality, x.Attributes, 0)));
        }

        if (Asks(Tags.SOPClassesInStudy))
        {
            var classes = await ReadAsync(
                ids, (context, some) => context.Instances.Where(x => some.Contains(x.Series.StudyFk)).Select(x => new { x.Series.StudyFk, x.SopClassUid }).Distinct(), cancellationToken).ConfigureAwait(false);
            var byStudy = classes.ToLookup(x => x.StudyFk, x => x.SopClassUid);
            foreach (var id in ids)
            {
                attributes[id] = Extended(attributes[id], (Tags.SOPClassesInStudy, string.Join('\\', byStudy[id].Order(StringComparer.Ordinal))));
            }
        }
    }

    private async ValueTask AddToSeriesAsync(long[] ids, Dictionary<long, DicomDataSet> attributes, CancellationToken cancellationToken)
    {
        var counts = await ReadAsync(
            ids, (context, some) => context.Series.Where(x => some.Contains(x.Id)).Select(x => new { x.Id, Instances = x.Instances.Count }), cancellationToken).ConfigureAwait(false);
        var bySeries = counts.ToDictionary(x => x.Id, x => x.Instances);
        foreach (var id in ids)
        {
            attributes[id] = Extended(attributes[id], (Tags.NumberOfSeriesRelatedInstances, Count(bySeries.GetValueOrDefault(id))));
        }
    }

    private void AddContent(long[] ids, Dictionary<long, DicomDataSet> attributes, IEnumerable<SeriesOfStudy> series)
    {
        var byStudy = series.ToLookup(x => x.StudyId);
        foreach (var id in ids)
        {
            var modalities = byStudy[id].SelectMany(x => x.Modalities).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            attributes[id] = Extended(
                attributes[id],
                (Tags.ModalitiesInStudy, string.Join('\\', modalities)),
                (Tags.NumberOfStudyRelatedSeries, Count(byStudy[id].Count())),
                (Tags.NumberOfStudyRelatedInstances, Count(byStudy[id].Sum(x => x.Instances))));
        }
    }

    private DicomDataSet Extended(DicomDataSet attributes, params ReadOnlySpan<(Tag Tag, string Value)> computed)
    {
        var builder = new DicomDataSetBuilder(attributes);
        foreach (var (tag, value) in computed)
        {
            if (keys.AsksFor(tag))
            {
                builder.Set(tag, value);
            }
        }

        return builder.Build();
    }

    private async ValueTask<List<T>> ReadAsync<T>(long[] ids, Func<CatalogContext, long[], IQueryable<T>> query, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        foreach (var some in ids.Chunk(Retrieve.SelectionFilter.MaximumList))
        {
            rows.AddRange(await reader.ReadAsync((context, token) => query(context, some).ToListAsync(token), cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
