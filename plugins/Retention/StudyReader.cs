using System.Collections.Immutable;
using System.Composition;
using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>Reads what decides on studies: from the catalog, and from the store when their instances came.</summary>
[Export]
[method: ImportingConstructor]
public sealed class StudyReader(ICatalog catalog, IInstanceStore store)
{
    private static readonly DicomDataSet Keys = new DicomDataSetBuilder()
        .Set(Tags.StudyInstanceUID, "").Set(Tags.StudyDate, "").Set(Tags.ModalitiesInStudy, "").Set(Tags.PatientID, "").Set(Tags.PatientName, "").Build();

    /// <summary>All studies, as the catalog answers.</summary>
    /// <exception cref="CatalogException">It cannot.</exception>
    internal async IAsyncEnumerable<DicomDataSet> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = Keys };
        await foreach (var study in catalog.FindAsync(query, cancellationToken).ConfigureAwait(false))
        {
            yield return study;
        }
    }

    /// <summary>The study of which a person has chosen something, as the catalog answers; null where it is not here, or may not be seen.</summary>
    /// <exception cref="CatalogException">It cannot.</exception>
    internal async ValueTask<DicomDataSet?> FindAsync(DeletionChoice choice, CancellationToken cancellationToken)
    {
        var keys = new DicomDataSetBuilder(Keys).Set(Tags.StudyInstanceUID, choice.Study.Value).Build();
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys, Scope = choice.Scope };
        await foreach (var study in catalog.FindAsync(query, cancellationToken).ConfigureAwait(false))
        {
            return study;
        }

        return null;
    }

    /// <summary>How many series of the study may be seen.</summary>
    /// <exception cref="CatalogException">The catalog cannot be read.</exception>
    internal async ValueTask<int> CountSeriesAsync(DeletionChoice choice, CancellationToken cancellationToken)
    {
        var keys = new DicomDataSetBuilder().Set(Tags.StudyInstanceUID, choice.Study.Value).Set(Tags.SeriesInstanceUID, "").Build();
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Series, Keys = keys, Scope = choice.Scope };
        var count = 0;
        await foreach (var _ in catalog.FindAsync(query, cancellationToken).ConfigureAwait(false))
        {
            count++;
        }

        return count;
    }

    /// <summary>Who sent the last of instances; empty where the store cannot tell.</summary>
    internal async ValueTask<AETitle> SenderAsync(IReadOnlyList<CatalogInstance> instances, CancellationToken cancellationToken) =>
        (await ArrivalAsync(instances[^1].Location, cancellationToken).ConfigureAwait(false))?.Sender ?? default;

    /// <summary>What decides on a study.</summary>
    /// <param name="found">The study, as the catalog has answered.</param>
    /// <param name="isThorough">True to ask the store for every instance, false for the last of each study.</param>
    /// <param name="volumes">Of which instances the store is asked for the volume.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where it has no instances, or the store cannot tell when they came.</returns>
    /// <exception cref="CatalogException">The catalog cannot be read.</exception>
    internal async ValueTask<StudyFacts?> ReadAsync(DicomDataSet found, bool isThorough, VolumeReading volumes, CancellationToken cancellationToken)
    {
        if (!found.TryGetUid(Tags.StudyInstanceUID, out var study))
        {
            return null;
        }

        var instances = ImmutableArray.CreateBuilder<CatalogInstance>();
        await foreach (var instance in catalog.SelectAsync(new InstanceSelection { Studies = [study] }, cancellationToken).ConfigureAwait(false))
        {
            instances.Add(instance);
        }

        (AETitle Sender, DateTimeOffset At)? last = null;
        for (var at = isThorough ? 0 : Math.Max(instances.Count - 1, 0); at < instances.Count; at++)
        {
            if (await ArrivalAsync(instances[at].Location, cancellationToken).ConfigureAwait(false) is not { } arrival)
            {
                return null;
            }

            last = last is { } known && known.At >= arrival.At ? known : arrival;
        }

        return last is { } came
            ? new(study, DateOf(found), [.. found.GetStrings(Tags.ModalitiesInStudy)], instances.ToImmutable(), came.Sender, came.At)
            {
                PatientId = found.GetString(Tags.PatientID) ?? "",
                PatientName = found.GetString(Tags.PatientName) ?? "",
                Volumes = await VolumesAsync(instances, volumes, cancellationToken).ConfigureAwait(false),
            }
            : null;
    }

    /// <summary>The bytes of instances by the volume that they lie on, "" for those of which the store cannot tell one.</summary>
    internal async ValueTask<ImmutableDictionary<string, long>> VolumesAsync(IReadOnlyList<CatalogInstance> instances, VolumeReading reading, CancellationToken cancellationToken)
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        if (reading == VolumeReading.Last && instances.Count > 0)
        {
            bytes.Add(await VolumeAsync(instances[^1].Location, cancellationToken).ConfigureAwait(false), instances.Sum(instance => instance.Length));
        }
        else if (reading == VolumeReading.All)
        {
            foreach (var instance in instances)
            {
                var volume = await VolumeAsync(instance.Location, cancellationToken).ConfigureAwait(false);
                bytes[volume] = bytes.GetValueOrDefault(volume) + instance.Length;
            }
        }

        return bytes.ToImmutableDictionary(StringComparer.Ordinal);
    }

    // What lies on no volume that can be told is on none that a rule names, so that no rule deletes its study.
    private async ValueTask<string> VolumeAsync(string location, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindVolumeAsync(location, cancellationToken).ConfigureAwait(false) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    // Whatever cannot be told for certain is no reason to delete.
    private async ValueTask<(AETitle Sender, DateTimeOffset At)?> ArrivalAsync(string location, CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.OpenAsync(location, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                return content.StoredAt is { } at ? (content.SendingAETitle, at) : null;
            }
        }
        catch (IOException)
        {
            return null; // lost or damaged: verification tells of it
        }
    }

    private static DateOnly? DateOf(DicomDataSet study) =>
        DateOnly.TryParseExact(study.GetString(Tags.StudyDate), "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date) ? date : null;
}
