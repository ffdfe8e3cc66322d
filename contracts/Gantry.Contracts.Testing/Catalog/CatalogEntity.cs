using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>A patient, study, series or instance: the entries that make it up.</summary>
internal sealed class CatalogEntity(QueryLevel level, IReadOnlyList<CatalogEntry> own, IReadOnlyList<CatalogEntry> all)
{
    private static readonly Dictionary<Tag, (QueryLevel Of, QueryLevel Counted)> Counts = new()
    {
        [Tags.NumberOfPatientRelatedStudies] = (QueryLevel.Patient, QueryLevel.Study),
        [Tags.NumberOfPatientRelatedSeries] = (QueryLevel.Patient, QueryLevel.Series),
        [Tags.NumberOfPatientRelatedInstances] = (QueryLevel.Patient, QueryLevel.Image),
        [Tags.NumberOfStudyRelatedSeries] = (QueryLevel.Study, QueryLevel.Series),
        [Tags.NumberOfStudyRelatedInstances] = (QueryLevel.Study, QueryLevel.Image),
        [Tags.NumberOfSeriesRelatedInstances] = (QueryLevel.Series, QueryLevel.Image),
    };

    private static readonly (QueryLevel Level, Tag Tag)[] UniqueKeys =
    [
        (QueryLevel.Patient, Tags.PatientID),
        (QueryLevel.Study, Tags.StudyInstanceUID),
        (QueryLevel.Series, Tags.SeriesInstanceUID),
        (QueryLevel.Image, Tags.SOPInstanceUID),
    ];

    private DicomDataSet First => own[0].Attributes;

    /// <summary>True where the entity satisfies a key.</summary>
    public bool Matches(DicomElement key, DicomDataSet keys) =>
        key.Tag == Tags.ModalitiesInStudy ? Study().Any(entry => KeyMatching.Matches(key, keys, entry.Attributes, Tags.Modality))
        : key.Tag == Tags.SOPClassesInStudy ? Study().Any(entry => KeyMatching.Matches(key, keys, entry.Attributes, Tags.SOPClassUID))
        : Counts.ContainsKey(key.Tag) || KeyMatching.Matches(key, keys, First, key.Tag);

    /// <summary>What is said of the entity.</summary>
    public DicomDataSet Answer(IReadOnlyList<DicomElement> keys)
    {
        var answer = new DicomDataSetBuilder();
        if (First[Tags.SpecificCharacterSet] is { } characterSet)
        {
            answer.Set(characterSet);
        }

        foreach (var key in keys)
        {
            if (Counts.TryGetValue(key.Tag, out var count))
            {
                answer.Set(key.Tag, Related(count.Of).Select(entry => EntryKeys.Of(entry, count.Counted)).Distinct().Count());
            }
            else if (key.Tag == Tags.ModalitiesInStudy || key.Tag == Tags.SOPClassesInStudy)
            {
                var of = key.Tag == Tags.ModalitiesInStudy ? Tags.Modality : Tags.SOPClassUID;
                answer.Set(key.Tag, Study().Select(entry => entry.Attributes.GetString(of)).OfType<string>().Distinct().Order(StringComparer.Ordinal));
            }
            else if (First[key.Tag] is { } value)
            {
                answer.Set(value);
            }
            else
            {
                answer.Set(key.Tag, key.Vr);
            }
        }

        foreach (var (_, tag) in UniqueKeys.Where(unique => unique.Level <= level && First.Contains(unique.Tag)))
        {
            answer.Set(First[tag]!);
        }

        return answer.Build();
    }

    private IEnumerable<CatalogEntry> Study() => Related(QueryLevel.Study);

    private IEnumerable<CatalogEntry> Related(QueryLevel to) => level <= to ? own : all.Where(entry => EntryKeys.Of(entry, to) == EntryKeys.Of(own[0], to));
}
