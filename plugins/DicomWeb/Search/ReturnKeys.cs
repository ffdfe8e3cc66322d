using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>What a search returns without being asked (PS3.18 §10.6.3.3), and with <c>includefield=all</c>.</summary>
internal static class ReturnKeys
{
    private static readonly Tag[] Study =
    [
        Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.ModalitiesInStudy, Tags.ReferringPhysicianName, Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate,
        Tags.PatientSex, Tags.StudyInstanceUID, Tags.StudyID, Tags.NumberOfStudyRelatedSeries, Tags.NumberOfStudyRelatedInstances,
    ];

    private static readonly Tag[] Series = [Tags.Modality, Tags.SeriesInstanceUID, Tags.SeriesNumber, Tags.NumberOfSeriesRelatedInstances];

    private static readonly Tag[] Instance = [Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.InstanceNumber];

    // Those that are returned where they are known.
    private static readonly Tag[] SeriesIfKnown =
    [
        Tags.SeriesDescription, Tags.PerformedProcedureStepStartDate, Tags.PerformedProcedureStepStartTime, Tags.RequestAttributesSequence,
    ];

    private static readonly Tag[] InstanceIfKnown = [Tags.Rows, Tags.Columns, Tags.BitsAllocated, Tags.NumberOfFrames];

    // Values that may be large have no place in an index.
    private static readonly Vr[] Bulk = [Vr.OB, Vr.OD, Vr.OF, Vr.OL, Vr.OV, Vr.OW, Vr.UN];

    private static readonly Lazy<(QueryLevel Level, Tag Tag)[]> Standard = new(() =>
    [
        .. DicomDictionary.Entries.Where(entry => entry.Tag.Group is > 0x0002 and < 0xFFFE && !entry.Tag.IsGroupLength && !entry.IsRetired && !entry.Vrs.Any(vr => Bulk.Contains(vr)))
            .Select(entry => (AttributeLevels.Of(entry.Tag), entry.Tag)).Where(key => !Elsewhere.Contains(key.Tag)),
    ]);

    /// <summary>What the service answers by itself, and the catalog knows nothing of.</summary>
    public static readonly Tag[] Elsewhere =
    [
        Tags.RetrieveURL, Tags.RetrieveAETitle, Tags.InstanceAvailability, Tags.QueryRetrieveLevel, Tags.SpecificCharacterSet, Tags.TimezoneOffsetFromUTC,
        Tags.StorageMediaFileSetID, Tags.StorageMediaFileSetUID,
    ];

    /// <summary>What is in every match, with its value or empty.</summary>
    /// <param name="level">The level of the matches.</param>
    /// <param name="highest">The first level whose attributes are returned: above it the path has said which study or series it is.</param>
    public static IEnumerable<Tag> Always(QueryLevel level, QueryLevel highest) => Of(level, highest, Study, Series, Instance);

    /// <summary>What is in a match where it has a value.</summary>
    public static IEnumerable<Tag> IfKnown(QueryLevel level, QueryLevel highest) => Of(level, highest, [], SeriesIfKnown, InstanceIfKnown);

    /// <summary>Every attribute of the standard down to a level that is not bulk data.</summary>
    public static IEnumerable<Tag> All(QueryLevel level) => Standard.Value.Where(key => key.Level <= level).Select(key => key.Tag);

    private static IEnumerable<Tag> Of(QueryLevel level, QueryLevel highest, Tag[] study, Tag[] series, Tag[] instance) =>
    [
        .. highest <= QueryLevel.Study ? study : [],
        .. level >= QueryLevel.Series && highest <= QueryLevel.Series ? series : [],
        .. level >= QueryLevel.Image ? instance : [],
    ];
}
