using System.Globalization;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>An instance made in code, and its place in the hierarchy.</summary>
internal sealed record Sample(Uid SopClass, Uid Instance, Uid Study, Uid Series, string PatientId, TransferSyntax TransferSyntax, byte[] DataSet)
{
    /// <summary>As a C-STORE of it.</summary>
    public StoreRequest Request => new(SopClass, Instance, TransferSyntax, DataSetSource.Of(DataSet));

    /// <summary>As a Part 10 file.</summary>
    public byte[] File()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        FileMetaInformation.Create(SopClass, Instance, TransferSyntax).Write(output);
        System.Buffers.BuffersExtensions.Write(output, DataSet);
        return output.WrittenSpan.ToArray();
    }
}

/// <summary>Makes instances of patients who never lived.</summary>
internal static class Samples
{
    public static readonly Uid CTImage = new("1.2.840.10008.5.1.4.1.1.2");
    public static readonly Uid MRImage = new("1.2.840.10008.5.1.4.1.1.4");
    public static readonly Uid MultiframeGrayscale = new("1.2.840.10008.5.1.4.1.1.7.3");
    public static readonly Uid Private = new("2.25.123456789.1");

    public static Sample Make(
        Uid? study = null,
        Uid? series = null,
        int number = 1,
        string patientId = "ANON1",
        Uid? sopClass = null,
        TransferSyntax? transferSyntax = null,
        int pixelBytes = 512,
        Action<DicomDataSetBuilder>? more = null)
    {
        var (ofStudy, ofSeries, instance) = (study ?? Uid.New(), series ?? Uid.New(), Uid.New());
        var syntax = transferSyntax ?? TransferSyntax.ExplicitVRLittleEndian;
        var builder = Attributes(sopClass ?? CTImage, instance, ofStudy, ofSeries, patientId, number);
        if (pixelBytes > 0)
        {
            var pixels = new byte[pixelBytes];
            new Random(number).NextBytes(pixels);
            builder.Add(Tags.PixelData, pixels, Vr.OW);
        }

        more?.Invoke(builder);
        return new Sample(sopClass ?? CTImage, instance, ofStudy, ofSeries, patientId, syntax, DataSetWriter.ToArray(builder.Build(), syntax));
    }

    /// <summary>A folder with one CT image in a Part 10 file, for tools that send folders.</summary>
    public static string Ct(TemporaryFolder folder)
    {
        var images = folder.Folder("images");
        File.WriteAllBytes(Path.Combine(images, "ct.dcm"), Make().File());
        return images;
    }

    /// <summary>What an image says of itself, without its pixels.</summary>
    public static DicomDataSetBuilder Attributes(Uid sopClass, Uid instance, Uid study, Uid series, string patientId, int number) => new DicomDataSetBuilder()
        .Add(Tags.SOPClassUID, sopClass)
        .Add(Tags.SOPInstanceUID, instance)
        .Add(Tags.StudyDate, "20260102")
        .Add(Tags.StudyTime, "030405")
        .Add(Tags.AccessionNumber, "A1")
        .Add(Tags.Modality, "CT")
        .Add(Tags.StudyDescription, "THORAX")
        .Add(Tags.PatientName, "ANON^ONE")
        .Add(Tags.PatientID, patientId)
        .Add(Tags.PatientBirthDate, "19700101")
        .Add(Tags.PatientSex, "O")
        .Add(Tags.StudyInstanceUID, study)
        .Add(Tags.SeriesInstanceUID, series)
        .Add(Tags.StudyID, "S1")
        .Add(Tags.SeriesNumber, "1")
        .Add(Tags.InstanceNumber, number.ToString(CultureInfo.InvariantCulture))
        .Add(Tags.SamplesPerPixel, 1)
        .Add(Tags.PhotometricInterpretation, "MONOCHROME2")
        .Add(Tags.Rows, 16)
        .Add(Tags.Columns, 16)
        .Add(Tags.BitsAllocated, 16)
        .Add(Tags.BitsStored, 12)
        .Add(Tags.HighBit, 11)
        .Add(Tags.PixelRepresentation, 0);
}
