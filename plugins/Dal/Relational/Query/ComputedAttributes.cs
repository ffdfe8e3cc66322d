using System.Globalization;
using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Reading;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Query;

/// <summary>The attributes that no instance has and the catalog knows (PS3.4 §C.3.4): what is in a study, and how many there are of what.</summary>
internal sealed class ComputedAttributes(CatalogReader reader, FindKeys keys)
{
    private readonly VisibleContent? _visible = keys.Query.Scope is { } scope ? new VisibleContent(reader, scope) : null;

    /// <summary>Adds the attributes that are asked for to entities of a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="entities">The entities by their ids; those that may not be seen are taken out.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async ValueTask AddAsync(QueryLevel level, Dictionary<long, FindCandidate> entities, CancellationToken cancellationToken)
    {
        foreach (var id in keys.Query.Scope is { } scope ? entities.Where(entity => !scope.Matches(level, entity.Value.Attributes)).Select(entity => entity.Key).ToList() : [])
        {
            entities.Remove(id);
        }

        if (entities.Count == 0)
        {
            return;
        }

        long[] ids = [.. entities.Keys];
        if (_visible is not null && keys.Query.Scope!.DependsOnBelow(level) && (level == keys.Query.Level || Asks(Of(level))))
        {
            await AddVisibleAsync(_visible, level, ids, entities, cancellationToken).ConfigureAwait(false);
            return;
        }

        switch (level)
        {
            case QueryLevel.Patient when Asks(Of(level)):
                await AddToPatientsAsync(ids, entities, cancellationToken).ConfigureAwait(false);
                break;
            case QueryLevel.Study:
                await AddToStudiesAsync(ids, entities, cancellationToken).ConfigureAwait(false);
                break;
            case QueryLevel.Series when Asks(Of(level)):
                AddToSeries(ids, entities);
                break;
        }
    }

    private static Tag[] Of(QueryLevel level) => level switch
    {
        QueryLevel.Patient => [Tags.NumberOfPatientRelatedStudies, Tags.NumberOfPatientRelatedSeries, Tags.NumberOfPatientRelatedInstances],
        QueryLevel.Study => [Tags.NumberOfStudyRelatedSeries, Tags.NumberOfStudyRelatedInstances, Tags.ModalitiesInStudy, Tags.SOPClassesInStudy],
        _ => [Tags.NumberOfSeriesRelatedInstances],
    };

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

    private async ValueTask AddVisibleAsync(VisibleContent visible, QueryLevel level, long[] ids, Dictionary<long, FindCandidate> entities, CancellationToken cancellationToken)
    {
        var content = await visible.ReadAsync(level, ids, Asks(Tags.SOPClassesInStudy), cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
        {
            List<VisibleSeries> series = [.. content[id]];
            var instances = Count(series.Sum(x => x.Instances));
            switch (level)
            {
                case var _ when series.Count == 0:
                    entities.Remove(id);
                    break;
                case QueryLevel.Patient:
                    Extend(entities[id], (Tags.NumberOfPatientRelatedStudies, Count(series.DistinctBy(x => x.StudyId).Count())), (Tags.NumberOfPatientRelatedSeries, Count(series.Count)),
                        (Tags.NumberOfPatientRelatedInstances, instances));
                    break;
                case QueryLevel.Study:
                    Extend(entities[id], (Tags.NumberOfStudyRelatedSeries, Count(series.Count)), (Tags.NumberOfStudyRelatedInstances, instances),
                        (Tags.ModalitiesInStudy, Values(series.SelectMany(x => x.Modalities))), (Tags.SOPClassesInStudy, Values(series.SelectMany(x => x.SopClasses))));
                    break;
                default:
                    Extend(entities[id], (Tags.NumberOfSeriesRelatedInstances, instances));
                    break;
            }
        }
    }

    private async ValueTask AddToPatientsAsync(long[] ids, Dictionary<long, FindCandidate> entities, CancellationToken cancellationToken)
    {
        var studies = await ReadAsync(
            ids,
            (context, some) => context.Studies.Where(x => some.Contains(x.PatientFk)).Select(x => new { x.PatientFk, Series = x.SeriesCount, Instances = x.InstanceCount }),
            cancellationToken).ConfigureAwait(false);
        var byPatient = studies.ToLookup(x => x.PatientFk);
        foreach (var id in ids)
        {
            Extend(entities[id], (Tags.NumberOfPatientRelatedStudies, Count(byPatient[id].Count())),
                (Tags.NumberOfPatientRelatedSeries, Count(byPatient[id].Sum(x => x.Series))),
                (Tags.NumberOfPatientRelatedInstances, Count(byPatient[id].Sum(x => x.Instances))));
        }
    }

    private async ValueTask AddToStudiesAsync(
        long[] ids, Dictionary<long, FindCandidate> entities, CancellationToken cancellationToken)
    {
        if (Asks(Tags.NumberOfStudyRelatedInstances, Tags.NumberOfStudyRelatedSeries))
        {
            foreach (var id in ids)
            {
                Extend(entities[id], (Tags.NumberOfStudyRelatedSeries, Count(entities[id].Counts.Series)), (Tags.NumberOfStudyRelatedInstances, Count(entities[id].Counts.Instances)));
            }
        }

        if (!Asks(Tags.ModalitiesInStudy, Tags.SOPClassesInStudy))
        {
            return;
        }

        var series = await reader.ReadAsync(ids, SeriesOfStudy.Write, SeriesOfStudy.Read, cancellationToken).ConfigureAwait(false);
        AddTexts(ids, entities, Tags.ModalitiesInStudy, series.SelectMany(x => x.Modalities.Select(modality => (x.StudyId, modality))));
        if (Asks(Tags.SOPClassesInStudy))
        {
            // Nearly every series has one SOP class, and says which; the instances are asked only of the others.
            var mixed = await ReadAsync(
                [.. series.Where(x => x.SopClassUid == KeyText.Irregular).Select(x => x.Id)],
                (context, some) => context.Instances.Where(x => some.Contains(x.SeriesFk)).Select(x => new { x.Series.StudyFk, x.SopClassUid }).Distinct(),
                cancellationToken).ConfigureAwait(false);
            AddTexts(
                ids, entities, Tags.SOPClassesInStudy,
                series.Where(x => x.SopClassUid != KeyText.Irregular).Select(x => (x.StudyId, x.SopClassUid)).Concat(mixed.Select(x => (x.StudyFk, x.SopClassUid))));
        }
    }

    private void AddToSeries(long[] ids, Dictionary<long, FindCandidate> entities)
    {
        foreach (var id in ids)
        {
            Extend(entities[id], (Tags.NumberOfSeriesRelatedInstances, Count(entities[id].Counts.Instances)));
        }
    }

    private void AddTexts(long[] ids, Dictionary<long, FindCandidate> entities, Tag tag, IEnumerable<(long Study, string Text)> texts)
    {
        var byStudy = texts.ToLookup(x => x.Study, x => x.Text);
        foreach (var id in ids)
        {
            Extend(entities[id], (tag, Values(byStudy[id])));
        }
    }

    private void Extend(FindCandidate entity, params ReadOnlySpan<(Tag Tag, string Value)> computed)
    {
        var builder = new DicomDataSetBuilder(entity.Attributes);
        foreach (var (tag, value) in computed)
        {
            if (keys.AsksFor(tag))
            {
                builder.Set(tag, value);
            }
        }

        entity.Attributes = builder.Build();
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

    private static string Values(IEnumerable<string> texts) => string.Join('\\', texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
