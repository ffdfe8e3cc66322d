using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Catalog;

/// <summary>A kind of C-FIND that a catalog has to answer.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Level">Its level.</param>
/// <param name="Keys">Makes the keys of one such query: other values each time.</param>
internal sealed record CatalogQuestion(string Name, QueryLevel Level, Func<GeneratedStudies, Random, DicomDataSetBuilder, DicomDataSetBuilder> Keys)
{
    /// <summary>True for one with fuzzy semantic matching of person names (PS3.4 §C.2.2.2.1.1).</summary>
    public bool IsFuzzy { get; init; }

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<CatalogQuestion> All { get; } =
    [
        new("exact Patient ID", QueryLevel.Study, (studies, random, keys) => keys.Set(Tags.PatientID, Pick(studies.Patients, random).Id)),
        new("exact Accession Number", QueryLevel.Study, (studies, random, keys) => keys.Set(Tags.AccessionNumber, Pick(studies.Accessions, random))),
        new("name prefix (6 letters)", QueryLevel.Study, (studies, random, keys) => keys.Set(Tags.PatientName, $"{Pick(studies.Patients, random).Name[..6].ToLowerInvariant()}*")),
        new("name infix (5 letters)", QueryLevel.Study, (studies, random, keys) => keys.Set(Tags.PatientName, $"*{Pick(studies.Patients, random).Name[1..6]}*")),
        new("fuzzy, whole name", QueryLevel.Study, (studies, random, keys) => keys.Set(Tags.PatientName, Pick(studies.Patients, random).Name)) { IsFuzzy = true },
        new("fuzzy, family name misspelt", QueryLevel.Study, (studies, random, keys) => keys.Set(Tags.PatientName, Misspelt(Pick(studies.Patients, random).Name))) { IsFuzzy = true },
        new("date range, a week", QueryLevel.Study, (_, random, keys) => keys.Set(Tags.StudyDate, Week(random))),
        new("modality NM in a year", QueryLevel.Study, (_, random, keys) => keys.Set(Tags.ModalitiesInStudy, "NM").Set(Tags.StudyDate, $"{GeneratedStudies.Today.AddDays(-random.Next(365, 3_000)):yyyyMMdd}-{GeneratedStudies.Today:yyyyMMdd}")),
        new("modality NM alone", QueryLevel.Study, (_, _, keys) => keys.Set(Tags.ModalitiesInStudy, "NM")),
        new("100 Study Instance UIDs", QueryLevel.Study, (studies, random, keys) => keys.Set(Tags.StudyInstanceUID, Enumerable.Range(0, 100).Select(_ => Pick(studies.Studies, random)))),
        new("worklist: a day's CT", QueryLevel.Study, (_, random, keys) => keys.Set(Tags.StudyDate, $"{GeneratedStudies.Today.AddDays(-random.Next(60)):yyyyMMdd}").Set(Tags.ModalitiesInStudy, "CT")),
        new("series of a study", QueryLevel.Series, (studies, random, keys) => keys.Set(Tags.StudyInstanceUID, Pick(studies.Studies, random))),
        new("series of a study of 500", QueryLevel.Series, (studies, _, keys) => keys.Set(Tags.StudyInstanceUID, studies.Studies[0])),
    ];

    /// <summary>One query of this kind, with the return keys that a workstation's list has.</summary>
    public CatalogQuery Next(GeneratedStudies studies, Random random)
    {
        var keys = new DicomDataSetBuilder().Add(Tags.StudyInstanceUID).Add(Tags.PatientName).Add(Tags.PatientID).Add(Tags.StudyDate);
        keys = Level == QueryLevel.Study
            ? keys.Add(Tags.StudyTime).Add(Tags.AccessionNumber).Add(Tags.StudyDescription).Add(Tags.PatientBirthDate).Add(Tags.PatientSex).Add(Tags.ModalitiesInStudy).Add(Tags.NumberOfStudyRelatedSeries).Add(Tags.NumberOfStudyRelatedInstances)
            : keys.Add(Tags.SeriesInstanceUID).Add(Tags.Modality).Add(Tags.SeriesNumber).Add(Tags.SeriesDescription).Add(Tags.NumberOfSeriesRelatedInstances);
        return new CatalogQuery { Root = QueryRoot.Study, Level = Level, Keys = Keys(studies, random, keys).Build(), Options = MatchOptions.Default with { MatchesNamesFuzzily = IsFuzzy } };
    }

    private static T Pick<T>(IReadOnlyList<T> values, Random random) => values[random.Next(values.Count)];

    // As somebody writes it who has only heard it: with other vowels.
    private static string Misspelt(string name)
    {
        var family = name[..name.IndexOf('^', StringComparison.Ordinal)];
        return string.Concat(family[..1], family[1..].Replace('A', 'E').Replace('I', 'Y').Replace('U', 'O'));
    }

    private static string Week(Random random)
    {
        var first = GeneratedStudies.Today.AddDays(-random.Next(7, 3_000));
        return $"{first:yyyyMMdd}-{first.AddDays(6):yyyyMMdd}";
    }
}
