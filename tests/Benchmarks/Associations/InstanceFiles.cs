using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Associations;

/// <summary>Part 10 files of one size, made in a folder.</summary>
internal static class InstanceFiles
{
    /// <summary>Makes files of about so many bytes.</summary>
    public static string[] Make(string folder, int count, int bytes)
    {
        var (study, series) = (Uid.New(), Uid.New());
        var pixels = new byte[bytes - 800 & ~1];
        new Random(1).NextBytes(pixels);
        return [.. Enumerable.Range(1, count).Select(number => Make(folder, study, series, number, pixels))];
    }

    private static string Make(string folder, Uid study, Uid series, int number, byte[] pixels)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var file = Path.Combine(folder, text + ".dcm");
        File.WriteAllBytes(file, DicomFile.ToArray(
            new DicomDataSetBuilder()
                .Add(Tags.SOPClassUID, Uids.CTImageStorage)
                .Add(Tags.SOPInstanceUID, Uid.New())
                .Add(Tags.StudyDate, "20260102")
                .Add(Tags.StudyTime, "030405")
                .Add(Tags.AccessionNumber, "A1")
                .Add(Tags.Modality, "CT")
                .Add(Tags.PatientName, "ANON^ONE")
                .Add(Tags.PatientID, "ANON1")
                .Add(Tags.StudyInstanceUID, study)
                .Add(Tags.SeriesInstanceUID, series)
                .Add(Tags.InstanceNumber, text)
                .Add(Tags.SamplesPerPixel, 1)
                .Add(Tags.PhotometricInterpretation, "MONOCHROME2")
                .Add(Tags.Rows, 1)
                .Add(Tags.Columns, Math.Min(pixels.Length / 2, ushort.MaxValue))
                .Add(Tags.BitsAllocated, 16)
                .Add(Tags.BitsStored, 12)
                .Add(Tags.HighBit, 11)
                .Add(Tags.PixelRepresentation, 0)
                .Add(Tags.PixelData, pixels, Vr.OW)
                .Build(),
            TransferSyntax.ExplicitVRLittleEndian));
        return file;
    }
}
