using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Reading;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Retrieve;

/// <summary>
/// Lists chosen instances: first which series they are in, then series by series. What is held in memory are the series and one page of instances.
/// </summary>
internal sealed class SelectQuery(IPageReader reader, SelectionFilter filter)
{
    private const int PageSize = 512;

    public async IAsyncEnumerable<CatalogInstance> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var series in SeriesAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var instance in InstancesAsync(series, cancellationToken).ConfigureAwait(false))
            {
                yield return instance.ToCatalogInstance();
            }
        }
    }

    /// <summary>The series that hold chosen instances, or may: study by study, in the order of their numbers.</summary>
    public async IAsyncEnumerable<SelectedSeries> SeriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, SelectedSeries>();
        if (filter.Instances.Count > 0)
        {
            var ids = new HashSet<long>();
            foreach (var uids in filter.Instances.Chunk(SelectionFilter.MaximumList))
            {
                ids.UnionWith(await reader.ReadAsync(
                    (context, token) => context.Instances.Where(x => uids.Contains(x.Uid)).Select(x => x.SeriesFk).Distinct().ToListAsync(token),
                    cancellationToken).ConfigureAwait(false));
            }

            foreach (var chunk in ids.Chunk(SelectionFilter.MaximumList))
            {
                await ReadAsync(series => series.Where(x => chunk.Contains(x.Id)), found, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (filter.Series.Count > 0)
        {
            foreach (var uids in filter.Series.Chunk(SelectionFilter.MaximumList))
            {
                await ReadAsync(series => series.Where(x => uids.Contains(x.Uid)), found, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (filter.Studies.Count > 0)
        {
            foreach (var uids in filter.Studies.Chunk(SelectionFilter.MaximumList))
            {
                await ReadAsync(series => series.Where(x => uids.Contains(x.Study.Uid)), found, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            var id = filter.PatientId!;
            await ReadAsync(
                series => series.Where(x => x.Study.Patient.PatientId == id || x.Study.Patient.PatientId == KeyText.Irregular), found, cancellationToken).ConfigureAwait(false);
        }

        foreach (var series in found.Values.OrderBy(x => x.StudyId).ThenBy(x => x.Number).ThenBy(x => x.Id))
        {
            yield return series;
        }
    }

    /// <summary>The chosen instances of a series, in the order of their numbers.</summary>
    public async IAsyncEnumerable<SelectedInstance> InstancesAsync(SelectedSeries series, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var uids = filter.Instances.Count is > 0 and <= SelectionFilter.MaximumList ? filter.Instances.ToArray() : null;
        var sources = filter.Scope is { Sources.IsEmpty: false } scope ? scope.Sources.Select(source => source.Value).ToArray() : null;
        var (number, id) = (int.MinValue, long.MinValue);
        while (true)
        {
            var page = await reader.ReadAsync(
                (context, token) =>
                {
                    var instances = context.Instances.Where(x => x.SeriesFk == series.Id && (x.Number > number || (x.Number == number && x.Id > id)));
                    instances = uids is null ? instances : instances.Where(x => uids.Contains(x.Uid));
                    instances = sources is null ? instances : instances.Where(x => sources.Contains(x.SourceAETitle));
                    return instances.OrderBy(x => x.Number).ThenBy(x => x.Id).Take(PageSize).Select(x => new SelectedInstance
                    {
                        Id = x.Id,
                        Number = x.Number,
                        Uid = x.Uid,
                        SopClassUid = x.SopClassUid,
                        TransferSyntaxUid = x.TransferSyntaxUid,
                        Location = x.Location,
                        Length = x.Length,
                    }).ToListAsync(token);
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var instance in page)
            {
                if (filter.Instances.Count == 0 || filter.Instances.Contains(instance.Uid))
                {
                    yield return instance;
                }
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            (number, id) = (page[^1].Number, page[^1].Id);
        }
    }

    private async ValueTask ReadAsync(
        Func<IQueryable<Model.Series>, IQueryable<Model.Series>> narrow, Dictionary<long, SelectedSeries> found, CancellationToken cancellationToken)
    {
        var isRestricted = filter.Scope is not null;
        var rows = await reader.ReadAsync(
            (context, token) => narrow(context.Series).Select(x => new SelectedSeries
            {
                Id = x.Id,
                Number = x.Number,
                Uid = x.Uid,
                StudyId = x.StudyFk,
                StudyUid = x.Study.Uid,
                PatientId = x.Study.Patient.PatientId,
                Patient = isRestricted || x.Study.Patient.PatientId == KeyText.Irregular ? x.Study.Patient.Attributes : null,
                Study = isRestricted ? x.Study.Attributes : null,
                Attributes = isRestricted ? x.Attributes : null,
            }).ToListAsync(token),
            cancellationToken).ConfigureAwait(false);
        foreach (var row in rows.Where(IsChosen))
        {
            found[row.Id] = row;
        }
    }

    private bool IsChosen(SelectedSeries series) =>
        (filter.Series.Count == 0 || filter.Series.Contains(series.Uid))
        && (filter.Studies.Count == 0 || filter.Studies.Contains(series.StudyUid))
        && (filter.PatientId is null || IsOfPatient(series, filter.PatientId))
        && (filter.Scope is null || IsVisible(series, filter.Scope));

    private static bool IsVisible(SelectedSeries series, CatalogScope scope) =>
        scope.Matches(QueryLevel.Patient, LevelAttributes.Decode(series.Patient!))
        && scope.Matches(QueryLevel.Study, LevelAttributes.Decode(series.Study!))
        && scope.Matches(QueryLevel.Series, LevelAttributes.Decode(series.Attributes!));

    private static bool IsOfPatient(SelectedSeries series, string patientId)
    {
        if (series.PatientId != KeyText.Irregular)
        {
            return series.PatientId == patientId;
        }

        var attributes = LevelAttributes.Decode(series.Patient!);
        return attributes.GetText(Tags.PatientID)?.Trim() == patientId || attributes.GetStrings(Tags.PatientID).Contains(patientId);
    }
}
