using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>What the templates of pages are told of a medium: text, numbers, and lists of such.</summary>
internal static class PageModel
{
    /// <summary>The model.</summary>
    /// <param name="disc">The medium.</param>
    /// <param name="part">Which part it is, from 1.</param>
    /// <param name="parts">How many there are.</param>
    /// <param name="institution">Who it is from.</param>
    /// <param name="hasViewer">Whether it has a viewer.</param>
    /// <param name="viewerPage">The page of the built-in viewer; empty where it has none.</param>
    /// <param name="isDeidentified">Whether what identifies patients was removed.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="version">The version of the program that makes it.</param>
    public static Dictionary<string, object> Of(Disc disc, int part, int parts, string institution, bool hasViewer, string viewerPage, bool isDeidentified, DateTimeOffset at,
        string version) => new()
        {
            ["institution"] = institution,
            ["created"] = at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            ["fileSetId"] = disc.FileSetId,
            ["part"] = part,
            ["parts"] = parts,
            ["instances"] = disc.Instances,
            ["viewer"] = hasViewer,
            ["viewerPage"] = viewerPage,
            ["deidentified"] = isDeidentified,
            ["version"] = version,
            ["patients"] = disc.Studies.GroupBy(study => (Text(study, Tags.PatientID), Text(study, Tags.PatientName))).Select(patient => (object)new Dictionary<string, object>
            {
                ["name"] = patient.Key.Item2.Replace('^', ' ').Trim(),
                ["id"] = patient.Key.Item1,
                ["birthDate"] = Date(Text(patient.First(), Tags.PatientBirthDate)),
                ["sex"] = Text(patient.First(), Tags.PatientSex),
                ["studies"] = patient.Select(study => (object)new Dictionary<string, object>
                {
                    ["date"] = Date(Text(study, Tags.StudyDate)),
                    ["description"] = Text(study, Tags.StudyDescription),
                    ["accession"] = Text(study, Tags.AccessionNumber),
                    ["institution"] = Text(study, Tags.InstitutionName),
                    ["modalities"] = string.Join(", ", study.Modalities),
                    ["instances"] = study.Instances,
                }).ToList(),
            }).ToList(),
        };

    private static string Text(StudySummary study, Tag tag) => study.First.GetText(tag) ?? "";

    private static string Date(string date) => date.Length == 8 ? $"{date[..4]}-{date[4..6]}-{date[6..]}" : date;
}
