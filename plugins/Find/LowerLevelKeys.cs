using System.Collections.Frozen;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Find;

/// <summary>Keys that belong to one level alone (PS3.4 §C.6.1.1, §C.6.2.1), and so mean nothing at a level above it.</summary>
internal static class LowerLevelKeys
{
    private static readonly FrozenDictionary<Tag, QueryLevel> Levels = new Dictionary<Tag, QueryLevel>
    {
        [Tags.StudyInstanceUID] = QueryLevel.Study,
        [Tags.StudyDate] = QueryLevel.Study,
        [Tags.StudyTime] = QueryLevel.Study,
        [Tags.AccessionNumber] = QueryLevel.Study,
        [Tags.StudyID] = QueryLevel.Study,
        [Tags.StudyDescription] = QueryLevel.Study,
        [Tags.ModalitiesInStudy] = QueryLevel.Study,
        [Tags.SOPClassesInStudy] = QueryLevel.Study,
        [Tags.ReferringPhysicianName] = QueryLevel.Study,
        [Tags.NumberOfStudyRelatedSeries] = QueryLevel.Study,
        [Tags.NumberOfStudyRelatedInstances] = QueryLevel.Study,
        [Tags.SeriesInstanceUID] = QueryLevel.Series,
        [Tags.Modality] = QueryLevel.Series,
        [Tags.SeriesNumber] = QueryLevel.Series,
        [Tags.SeriesDate] = QueryLevel.Series,
        [Tags.SeriesTime] = QueryLevel.Series,
        [Tags.SeriesDescription] = QueryLevel.Series,
        [Tags.BodyPartExamined] = QueryLevel.Series,
        [Tags.NumberOfSeriesRelatedInstances] = QueryLevel.Series,
        [Tags.PerformedProcedureStepStartDate] = QueryLevel.Series,
        [Tags.PerformedProcedureStepStartTime] = QueryLevel.Series,
        [Tags.RequestAttributesSequence] = QueryLevel.Series,
        [Tags.SOPInstanceUID] = QueryLevel.Image,
        [Tags.SOPClassUID] = QueryLevel.Image,
        [Tags.InstanceNumber] = QueryLevel.Image,
        [Tags.ContentDate] = QueryLevel.Image,
        [Tags.ContentTime] = QueryLevel.Image,
        [Tags.Rows] = QueryLevel.Image,
        [Tags.Columns] = QueryLevel.Image,
        [Tags.BitsAllocated] = QueryLevel.Image,
        [Tags.NumberOfFrames] = QueryLevel.Image,
        [Tags.AvailableTransferSyntaxUID] = QueryLevel.Image,
    }.ToFrozenDictionary();

    /// <summary>All of them, in the order of their tags.</summary>
    public static IEnumerable<(QueryLevel Level, Tag Tag)> All => Levels.OrderBy(pair => pair.Key).Select(pair => (pair.Value, pair.Key));

    /// <summary>True where the key belongs below the level.</summary>
    public static bool Contains(QueryLevel level, Tag tag) => Levels.TryGetValue(tag, out var own) && own > level;

    /// <summary>True for the unique keys of study, series and instance.</summary>
    public static bool IsUnique(Tag tag) => tag == Tags.StudyInstanceUID || tag == Tags.SeriesInstanceUID || tag == Tags.SOPInstanceUID;
}
