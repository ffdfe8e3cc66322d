using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Parse;

/// <summary>A CT image as a scanner writes it: about ninety elements, four of them sequences, before the pixel data.</summary>
internal static class SampleImage
{
    public static DicomDataSet Make(int number, int rows, ReadOnlyMemory<byte> pixels)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var study = $"2.25.313131313131313131.{number / 100}";
        var builder = new DicomDataSetBuilder()
            .Add(Tags.SpecificCharacterSet, "ISO_IR 100")
            .Add(Tags.ImageType, "ORIGINAL\\PRIMARY\\AXIAL")
            .Add(Tags.SOPClassUID, Uids.CTImageStorage)
            .Add(Tags.SOPInstanceUID, $"{study}.1.{number}")
            .Add(Tags.AccessionNumber, "A" + text)
            .Add(Tags.Modality, "CT")
            .Add(Tags.Manufacturer, "EXAMPLE MEDICAL SYSTEMS")
            .Add(Tags.InstitutionName, "EXAMPLE HOSPITAL")
            .Add(Tags.InstitutionAddress, "1 Example Street, Example")
            .Add(Tags.ReferringPhysicianName, "ANON^REFERRER")
            .Add(Tags.StationName, "CT01")
            .Add(Tags.StudyDescription, "CT CHEST W CONTRAST")
            .Add(Tags.SeriesDescription, "AX 1.25 SOFT")
            .Add(Tags.InstitutionalDepartmentName, "RADIOLOGY")
            .Add(Tags.OperatorsName, "ANON^OPERATOR")
            .Add(Tags.ManufacturerModelName, "EXAMPLESCAN 64")
            .Add(Tags.PatientName, "ANON^PATIENT" + text)
            .Add(Tags.PatientID, "ANON" + text)
            .Add(Tags.PatientBirthDate, "19600102")
            .Add(Tags.PatientSex, "O")
            .Add(Tags.PatientAge, "061Y")
            .Add(Tags.PatientWeight, "71.5")
            .Add(Tags.StudyInstanceUID, study)
            .Add(Tags.SeriesInstanceUID, study + ".1")
            .Add(Tags.StudyID, "S" + text)
            .Add(Tags.SeriesNumber, "1")
            .Add(Tags.AcquisitionNumber, "1")
            .Add(Tags.InstanceNumber, text)
            .Add(Tags.ImagePositionPatient, "-180.0\\-180.0\\-98.75")
            .Add(Tags.ImageOrientationPatient, "1\\0\\0\\0\\1\\0")
            .Add(Tags.FrameOfReferenceUID, study + ".1.0")
            .Add(Tags.PositionReferenceIndicator, "SN")
            .Add(Tags.SliceLocation, "-98.75")
            .Add(Tags.PerformedProcedureStepID, "PPS" + text)
            .Add(Tags.PerformedProcedureStepDescription, "CT CHEST W CONTRAST");
        foreach (var tag in (Tag[])[Tags.InstanceCreationDate, Tags.StudyDate, Tags.SeriesDate, Tags.AcquisitionDate, Tags.ContentDate, Tags.PerformedProcedureStepStartDate])
        {
            builder.Add(tag, "20260102");
        }

        foreach (var tag in (Tag[])[Tags.InstanceCreationTime, Tags.StudyTime, Tags.SeriesTime, Tags.AcquisitionTime, Tags.ContentTime, Tags.PerformedProcedureStepStartTime])
        {
            builder.Add(tag, "101112.123456");
        }

        return AddPixels(AddSequences(AddAcquisition(builder), study), rows, pixels).Build();
    }

    private static DicomDataSetBuilder AddAcquisition(DicomDataSetBuilder builder) => builder
        .Add(Tags.BodyPartExamined, "CHEST")
        .Add(Tags.ScanOptions, "HELICAL MODE")
        .Add(Tags.SliceThickness, "1.25")
        .Add(Tags.KVP, "120")
        .Add(Tags.DataCollectionDiameter, "500.0")
        .Add(Tags.SoftwareVersions, "example_07.3")
        .Add(Tags.ProtocolName, "6.1 CHEST")
        .Add(Tags.ReconstructionDiameter, "360.0")
        .Add(Tags.DistanceSourceToDetector, "949.0")
        .Add(Tags.DistanceSourceToPatient, "541.0")
        .Add(Tags.GantryDetectorTilt, "0.0")
        .Add(Tags.TableHeight, "142.5")
        .Add(Tags.RotationDirection, "CW")
        .Add(Tags.ExposureTime, "800")
        .Add(Tags.XRayTubeCurrent, "260")
        .Add(Tags.Exposure, "160")
        .Add(Tags.FilterType, "BODY FILTER")
        .Add(Tags.GeneratorPower, "42000")
        .Add(Tags.FocalSpots, "0.7")
        .Add(Tags.ConvolutionKernel, "STANDARD")
        .Add(Tags.PatientPosition, "FFS");

    private static DicomDataSetBuilder AddSequences(DicomDataSetBuilder builder, string study) => builder
        .Add(Tags.ProcedureCodeSequence, [Code("71260", "CT CHEST W CONTRAST")])
        .Add(Tags.ReferencedStudySequence, [Reference(study)])
        .Add(Tags.ReferencedImageSequence, [Reference(study + ".99.1"), Reference(study + ".99.2")])
        .Add(Tags.RequestAttributesSequence,
        [
            new DicomDataSetBuilder()
                .Add(Tags.ScheduledProcedureStepDescription, "CT CHEST W CONTRAST")
                .Add(Tags.ScheduledProcedureStepID, "SPS1")
                .Add(Tags.RequestedProcedureID, "RP1")
                .Build(),
        ]);

    private static DicomDataSetBuilder AddPixels(DicomDataSetBuilder builder, int rows, ReadOnlyMemory<byte> pixels) => builder
        .Add(Tags.SamplesPerPixel, 1)
        .Add(Tags.PhotometricInterpretation, "MONOCHROME2")
        .Add(Tags.Rows, rows)
        .Add(Tags.Columns, rows)
        .Add(Tags.PixelSpacing, "0.703125\\0.703125")
        .Add(Tags.BitsAllocated, 16)
        .Add(Tags.BitsStored, 16)
        .Add(Tags.HighBit, 15)
        .Add(Tags.PixelRepresentation, 0)
        .Add(Tags.WindowCenter, "40")
        .Add(Tags.WindowWidth, "350")
        .Add(Tags.RescaleIntercept, "-1024")
        .Add(Tags.RescaleSlope, "1")
        .Add(Tags.RescaleType, "HU")
        .Add(Tags.PixelData, pixels);

    private static DicomDataSet Code(string value, string meaning) => new DicomDataSetBuilder()
        .Add(Tags.CodeValue, value)
        .Add(Tags.CodingSchemeDesignator, "C4")
        .Add(Tags.CodeMeaning, meaning)
        .Build();

    private static DicomDataSet Reference(string instance) => new DicomDataSetBuilder()
        .Add(Tags.ReferencedSOPClassUID, Uids.CTImageStorage)
        .Add(Tags.ReferencedSOPInstanceUID, instance)
        .Build();
}
