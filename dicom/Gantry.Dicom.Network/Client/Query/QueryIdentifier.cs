using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>Makes identifiers of C-FIND, C-MOVE and C-GET (PS3.4 §C.6).</summary>
/// <remarks>Stateless, and safe for concurrent use.</remarks>
public static class QueryIdentifier
{
    private static readonly ImmutableArray<Tag> PatientKeys =
    [
        Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex,
    ];

    private static readonly ImmutableArray<Tag> StudyKeys =
    [
        Tags.StudyInstanceUID, Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.StudyID, Tags.StudyDescription, Tags.ReferringPhysicianName,
        Tags.ModalitiesInStudy, Tags.NumberOfStudyRelatedSeries, Tags.NumberOfStudyRelatedInstances,
    ];

    private static readonly ImmutableArray<Tag> SeriesKeys =
    [
        Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.Modality, Tags.SeriesNumber, Tags.SeriesDescription, Tags.BodyPartExamined, Tags.NumberOfSeriesRelatedInstances,
    ];

    private static readonly ImmutableArray<Tag> ImageKeys =
    [
        Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID, Tags.SOPClassUID, Tags.InstanceNumber,
    ];

    /// <summary>The keys that are mostly wanted at a level, all of them without a value: for a query, to be given values and then built.</summary>
    public static DicomDataSetBuilder Of(QueryRetrieveLevel level)
    {
        var identifier = OfLevel(level);
        var keys = level switch
        {
            QueryRetrieveLevel.Patient => PatientKeys,
            QueryRetrieveLevel.Study => [.. PatientKeys, .. StudyKeys],
            QueryRetrieveLevel.Series => SeriesKeys,
            _ => ImageKeys,
        };
        foreach (var key in keys)
        {
            identifier.Set(key);
        }

        return identifier;
    }

    /// <summary>Studies, to be retrieved.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static DicomDataSet Studies(params IEnumerable<Uid> studyInstanceUids) =>
        OfLevel(QueryRetrieveLevel.Study).Set(Tags.StudyInstanceUID, Some(studyInstanceUids)).Build();

    /// <summary>Series of a study, to be retrieved.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static DicomDataSet Series(Uid studyInstanceUid, params IEnumerable<Uid> seriesInstanceUids) =>
        OfLevel(QueryRetrieveLevel.Series).Set(Tags.StudyInstanceUID, studyInstanceUid).Set(Tags.SeriesInstanceUID, Some(seriesInstanceUids)).Build();

    /// <summary>Instances of a series, to be retrieved.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static DicomDataSet Instances(Uid studyInstanceUid, Uid seriesInstanceUid, params IEnumerable<Uid> sopInstanceUids) =>
        OfLevel(QueryRetrieveLevel.Image).Set(Tags.StudyInstanceUID, studyInstanceUid).Set(Tags.SeriesInstanceUID, seriesInstanceUid)
            .Set(Tags.SOPInstanceUID, Some(sopInstanceUids)).Build();

    /// <summary>The information model that an identifier belongs to by its level.</summary>
    internal static Uid ModelOf(DicomDataSet identifier, Uid patientRoot, Uid studyRoot)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return identifier.GetString(Tags.QueryRetrieveLevel) switch
        {
            "PATIENT" => patientRoot,
            "STUDY" or "SERIES" or "IMAGE" => studyRoot,
            _ => throw new ArgumentException("The identifier has no Query/Retrieve Level (0008,0052).", nameof(identifier)),
        };
    }

    private static DicomDataSetBuilder OfLevel(QueryRetrieveLevel level) => new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, level switch
    {
        QueryRetrieveLevel.Patient => "PATIENT",
        QueryRetrieveLevel.Study => "STUDY",
        QueryRetrieveLevel.Series => "SERIES",
        QueryRetrieveLevel.Image => "IMAGE",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    });

    // An empty unique key would ask for all there is.
    private static Uid[] Some(IEnumerable<Uid> uids)
    {
        Uid[] all = [.. uids];
        return all.Length > 0 && all.All(uid => !uid.IsEmpty) ? all : throw new ArgumentException("At least one UID is needed, and none may be empty.", nameof(uids));
    }
}
