using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Find;

/// <summary>Says which keys a query may have, and how they are matched.</summary>
[Export(typeof(IConformanceDetails))]
public sealed class FindConformance : IConformanceDetails
{
    private static readonly Tag[] PatientKeys =
        [Tags.PatientName, Tags.PatientID, Tags.IssuerOfPatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.OtherPatientIDsSequence, Tags.PatientComments];

    private static readonly Tag[] Required =
    [
        Tags.PatientName, Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.StudyID, Tags.Modality, Tags.SeriesNumber, Tags.InstanceNumber,
    ];

    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("Queries")
        {
            Text = "Hierarchical and relational queries at all levels of the model. Unique keys above the level are used where they are given, and may be left out; "
                + "several values of a key are alternatives. A setting refuses both where they were not negotiated. Keys of a lower level are not matched and come "
                + "back empty. The number of matches has no limit unless a setting sets one, for all callers or for some. Answers are in the character set of the "
                + "query, or in that which a setting names for the caller, and in UTF-8 (ISO_IR 192) where that lacks a character.",
        },
        new("Fuzzy semantic matching of person names")
        {
            Text = "Where negotiated, a name also matches that has all words of one component group of the key in one of its own: of any script, in any order. "
                + "Words of Latin letters are the same where their consonants are of the same kinds and half their letters agree; kana count alike in all their forms. "
                + "The longest word must be there, of the others an initial will do; an asterisk at the end of a word lets it go on. Name prefix and suffix of the key do not count.",
        },
        new("Timezone query adjustment")
        {
            Text = "Where negotiated, and where the query has Timezone Offset From UTC (0008,0201): dates together with their times, and values of VR DT without an offset, are "
                + "matched and returned in that offset, which every response has. Dates without a time and dates of birth are not adjusted. Attributes of instances "
                + "that have an offset of their own are read by it, all others by the time zone that a setting names, or the server's.",
        },
        new("Keys by name")
        {
            Text = "U is a unique key, R a required one, O an optional one. Every other attribute of the level that is not bulk data is an optional key too, "
                + "private attributes and sequences included, as far as the catalog keeps it.",
            Columns = ["Level", "Attribute", "Tag", "Type", "Matching"],
            Rows = [.. PatientKeys.Select(tag => (Level: QueryLevel.Patient, Tag: tag)).Concat(LowerLevelKeys.All).OrderBy(key => key.Level).Select(Row)],
        },
        new("Keys that are answered without the catalog")
        {
            Columns = ["Attribute", "Tag", "Value"],
            Rows =
            [
                ["Query/Retrieve Level", "(0008,0052)", "as asked"],
                ["Retrieve AE Title", "(0008,0054)", "the AE title of the server, in every response"],
                ["Instance Availability", "(0008,0056)", "ONLINE, where asked for"],
            ],
        },
        ConformanceDetail.OfStatuses(
            "C-FIND",
            ("FF00", "a match"),
            ("0000", "all matches have been sent"),
            ("FE00", "the peer cancelled"),
            ("A700", "the catalog is busy or away, or the server is stopping: the peer may try again; or there are more matches than the caller may have, and so many were sent"),
            ("A900", "the level is absent or none of the model, or a unique key is given for a lower level; Offending Element says which"),
            ("C000", "the catalog cannot perform the query")),
    ];

    private static ImmutableArray<string> Row((QueryLevel Level, Tag Tag) key) =>
    [
        key.Level.ToString().ToUpperInvariant(),
        DicomDictionary.TryGet(key.Tag, out var entry) ? entry.Name : key.Tag.ToString(),
        key.Tag.ToString(),
        LowerLevelKeys.IsUnique(key.Tag) || key.Tag == Tags.PatientID ? "U" : Required.Contains(key.Tag) ? "R" : "O",
        Matching(key.Tag),
    ];

    // How the kinds of matching follow from the VR (PS3.4 §C.2.2.2).
    private static string Matching(Tag tag)
    {
        var vr = DicomDictionary.GetVr(tag);
        return tag == Tags.NumberOfStudyRelatedSeries || tag == Tags.NumberOfStudyRelatedInstances || tag == Tags.NumberOfSeriesRelatedInstances ? "returned only"
            : vr == Vr.UI ? "list of UIDs"
            : vr == Vr.DA || vr == Vr.TM || vr == Vr.DT ? "single value, range"
            : vr == Vr.SQ ? "sequence"
            : vr == Vr.PN ? "single value, wild card; case and accents do not count"
            : vr == Vr.US || vr == Vr.IS || vr == Vr.DS ? "single value"
            : "single value, wild card";
    }
}
