using Gantry.Dicom;

namespace Gantry.Fuzz;

/// <summary>Small data sets with a bit of everything.</summary>
internal static class Samples
{
    public static IEnumerable<DicomDataSet> DataSets()
    {
        yield return new DicomDataSetBuilder()
            .Set(Tags.SpecificCharacterSet, "\\ISO 2022 IR 87")
            .Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage)
            .Set(Tags.SOPInstanceUID, new Uid("2.25.1"))
            .Set(Tags.StudyDate, "20260131").Set(Tags.StudyTime, "123000.5")
            .Set(Tags.ReferencedImageSequence, [new DicomDataSetBuilder().Set(Tags.ReferencedSOPInstanceUID, "2.25.2").Build(), DicomDataSet.Empty])
            .Set(Tags.PatientName, "ANON^ONE=山田^太郎")
            .Set(Tags.PatientID, "1")
            .Set(new Tag(0x0029_0010), "GANTRY", Vr.LO).Set(new Tag(0x0029_1001), new byte[] { 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0 }, Vr.UN)
            .Build();
        yield return new DicomDataSetBuilder()
            .Set(Tags.Rows, 2).Set(Tags.Columns, 2).Set(Tags.BitsAllocated, 16).Set(Tags.PixelRepresentation, 1).Set(Tags.SmallestImagePixelValue, -5)
            .Set(Tags.PixelSpacing, [0.5, 0.25])
            .Set(Tags.PixelData, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })
            .Build();
        yield return DicomDataSet.Empty;
    }

    public static DicomDataSet Encapsulated { get; } = new DicomDataSetBuilder()
        .Set(Tags.Rows, 2)
        .Set(new DicomFragments(Tags.PixelData, Vr.OB, default, [new byte[] { 0xFF, 0xD8 }, new byte[] { 0xFF, 0xD9 }]))
        .Build();
}
