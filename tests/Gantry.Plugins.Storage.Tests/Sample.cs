using Gantry.Dicom;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>Data sets to store.</summary>
internal static class Sample
{
    public static Uid SecondaryCapture { get; } = new("1.2.840.10008.5.1.4.1.1.7");

    public static Uid ColorPalette { get; } = new("1.2.840.10008.5.1.4.39.1");

    public static Uid Instance { get; } = new("2.25.300");

    public static DicomDataSetBuilder Image() => new DicomDataSetBuilder()
        .Add(Tags.SOPClassUID, SecondaryCapture)
        .Add(Tags.SOPInstanceUID, Instance)
        .Add(Tags.StudyDate, "20240115")
        .Add(Tags.Modality, "OT")
        .Add(Tags.PatientName, "ANON^ONE")
        .Add(Tags.PatientID, "P1")
        .Add(Tags.StudyInstanceUID, "2.25.100")
        .Add(Tags.SeriesInstanceUID, "2.25.200")
        .Add(Tags.Rows, 4)
        .Add(Tags.Columns, 4)
        .Add(Tags.BitsAllocated, 16)
        .Add(Tags.PixelData, new byte[32], Vr.OW);

    public static byte[] Encode(DicomDataSetBuilder dataSet, TransferSyntax? transferSyntax = null) =>
        DataSetWriter.ToArray(dataSet.Build(), transferSyntax ?? TransferSyntax.ExplicitVRLittleEndian);
}
