using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Which level of the query/retrieve information models an attribute belongs to, by the module of PS3.3 that holds it.</summary>
/// <remarks>
/// Patient: Patient, Clinical Trial Subject and the demographic and identification modules (PS3.3 §C.2, §C.7.1). Study: General Study, Patient Study,
/// Clinical Trial Study, study and visit modules (§C.4, §C.5, §C.7.2). Series: General Series, Clinical Trial Series, General Equipment, Frame of Reference
/// (§C.7.3 to §C.7.5). Everything else, private attributes too, belongs to the instance.
/// </remarks>
public static class AttributeLevels
{
    private static ReadOnlySpan<uint> PatientTags =>
    [
        0x0008_1120, 0x0010_0010, 0x0010_0020, 0x0010_0021, 0x0010_0022, 0x0010_0024, 0x0010_0026, 0x0010_0027,
        0x0010_0030, 0x0010_0032, 0x0010_0033, 0x0010_0034, 0x0010_0035, 0x0010_0040, 0x0010_0050, 0x0010_0101,
        0x0010_0102, 0x0010_0200, 0x0010_0201, 0x0010_0212, 0x0010_0213, 0x0010_0214, 0x0010_0215, 0x0010_0216,
        0x0010_0217, 0x0010_0218, 0x0010_0219, 0x0010_0221, 0x0010_0222, 0x0010_0223, 0x0010_0229, 0x0010_1000,
        0x0010_1001, 0x0010_1002, 0x0010_1005, 0x0010_1040, 0x0010_1050, 0x0010_1060, 0x0010_1080, 0x0010_1081,
        0x0010_1090, 0x0010_1100, 0x0010_2150, 0x0010_2152, 0x0010_2154, 0x0010_2155, 0x0010_2160, 0x0010_2161,
        0x0010_2162, 0x0010_21F0, 0x0010_2201, 0x0010_2202, 0x0010_2292, 0x0010_2293, 0x0010_2294, 0x0010_2297,
        0x0010_2298, 0x0010_2299, 0x0010_4000, 0x0012_0010, 0x0012_0020, 0x0012_0021, 0x0012_0022, 0x0012_0023,
        0x0012_0030, 0x0012_0031, 0x0012_0032, 0x0012_0040, 0x0012_0041, 0x0012_0042, 0x0012_0043, 0x0012_0062,
        0x0012_0063, 0x0012_0064, 0x0012_0081, 0x0012_0082, 0x0012_0086, 0x0012_0087, 0x0020_1200, 0x0020_1202,
        0x0020_1204,
    ];

    private static ReadOnlySpan<uint> StudyTags =>
    [
        0x0008_0020, 0x0008_0030, 0x0008_0050, 0x0008_0051, 0x0008_0061, 0x0008_0062, 0x0008_0063, 0x0008_0090,
        0x0008_0092, 0x0008_0094, 0x0008_0096, 0x0008_009C, 0x0008_009D, 0x0008_1030, 0x0008_1032, 0x0008_1048,
        0x0008_1049, 0x0008_1060, 0x0008_1062, 0x0008_1080, 0x0008_1084, 0x0008_1110, 0x0010_0011, 0x0010_0014,
        0x0010_0041, 0x0010_0043, 0x0010_1010, 0x0010_1020, 0x0010_1021, 0x0010_1022, 0x0010_1023, 0x0010_1024,
        0x0010_1030, 0x0010_2000, 0x0010_2110, 0x0010_2180, 0x0010_21A0, 0x0010_21B0, 0x0010_21C0, 0x0010_21D0,
        0x0010_2203, 0x0012_0050, 0x0012_0051, 0x0012_0052, 0x0012_0053, 0x0012_0054, 0x0012_0055, 0x0012_0083,
        0x0020_000D, 0x0020_0010, 0x0020_1070, 0x0020_1206, 0x0020_1208, 0x0032_000A, 0x0032_000C, 0x0032_0012,
        0x0032_0032, 0x0032_0033, 0x0032_0034, 0x0032_0035, 0x0032_1000, 0x0032_1001, 0x0032_1030, 0x0032_1031,
        0x0032_1032, 0x0032_1033, 0x0032_1034, 0x0032_1040, 0x0032_1041, 0x0032_1050, 0x0032_1051, 0x0032_1055,
        0x0032_1060, 0x0032_1064, 0x0032_1066, 0x0032_1067, 0x0032_4000, 0x0038_0010, 0x0038_0014, 0x0038_0020,
        0x0038_0021, 0x0038_0060, 0x0038_0062, 0x0038_0064, 0x0038_0500, 0x0040_1002, 0x0040_1012,
    ];

    private static ReadOnlySpan<uint> SeriesTags =>
    [
        0x0008_0021, 0x0008_0031, 0x0008_0060, 0x0008_0068, 0x0008_0070, 0x0008_0080, 0x0008_0081, 0x0008_0082,
        0x0008_1010, 0x0008_103E, 0x0008_103F, 0x0008_1040, 0x0008_1041, 0x0008_1050, 0x0008_1052, 0x0008_1070,
        0x0008_1072, 0x0008_1090, 0x0008_1111, 0x0008_1250, 0x0010_2210, 0x0012_0060, 0x0012_0071, 0x0012_0072,
        0x0012_0073, 0x0018_0015, 0x0018_1000, 0x0018_1002, 0x0018_1008, 0x0018_100A, 0x0018_100B, 0x0018_1020,
        0x0018_1030, 0x0018_1050, 0x0018_1200, 0x0018_1201, 0x0018_1204, 0x0018_1205, 0x0018_5100, 0x0020_000E,
        0x0020_0011, 0x0020_0052, 0x0020_0060, 0x0020_1040, 0x0020_1209, 0x0028_0108, 0x0028_0109, 0x0040_0241,
        0x0040_0242, 0x0040_0243, 0x0040_0244, 0x0040_0245, 0x0040_0250, 0x0040_0251, 0x0040_0253, 0x0040_0254,
        0x0040_0260, 0x0040_0275, 0x0040_0280, 0x300A_0700,
    ];

    /// <summary>The level of an attribute at the top of a data set.</summary>
    public static QueryLevel Of(Tag tag) =>
        PatientTags.BinarySearch(tag.Value) >= 0 ? QueryLevel.Patient
        : StudyTags.BinarySearch(tag.Value) >= 0 ? QueryLevel.Study
        : SeriesTags.BinarySearch(tag.Value) >= 0 ? QueryLevel.Series
        : QueryLevel.Image;

    /// <summary>The unique key of a level: Patient ID, Study Instance UID, Series Instance UID, SOP Instance UID (PS3.4 §C.6.1.1).</summary>
    public static Tag UniqueKeyOf(QueryLevel level) => level switch
    {
        QueryLevel.Patient => Tags.PatientID,
        QueryLevel.Study => Tags.StudyInstanceUID,
        QueryLevel.Series => Tags.SeriesInstanceUID,
        _ => Tags.SOPInstanceUID,
    };
}
