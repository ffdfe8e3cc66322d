using Gantry.Dicom;

namespace Gantry.Cli.Tests;

/// <summary>Files that the tests make.</summary>
internal static class DicomFiles
{
    public static DicomDataSet DataSet { get; } = new DicomDataSetBuilder()
        .Add(Tags.SpecificCharacterSet, "ISO_IR 192")
        .Add(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
        .Add(Tags.SOPInstanceUID, "2.25.1")
        .Add(Tags.PatientName, "ANON^ONE=無名^一")
        .Add(Tags.ReferencedImageSequence, new DicomDataSetBuilder().Add(Tags.ReferencedSOPInstanceUID, "2.25.2").Build())
        .Add(Tags.Rows, 2)
        .Add(Tags.PixelData, new byte[] { 1, 2, 3, 4 })
        .Build();

    public static string Write(TemporaryFolder folder, string name, DicomDataSet dataSet, TransferSyntax transferSyntax)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, DicomFile.ToArray(dataSet, transferSyntax));
        return path;
    }
}
