using System.Globalization;

namespace Gantry.Dicom;

/// <summary>What is wrong with an instance as a whole.</summary>
internal static class InstanceChecks
{
    public static void Check(DicomFile file, FindingList findings)
    {
        var dataSet = file.DataSet;
        var isDirectory = (file.FileMeta?.MediaStorageSopClassUid ?? default) == Uids.MediaStorageDirectoryStorage;
        if (isDirectory || file.Reading.StoppedAt is not null)
        {
            return;
        }

        Need(dataSet, Tags.SOPClassUID, "SOP Class UID", findings);
        Need(dataSet, Tags.SOPInstanceUID, "SOP Instance UID", findings);
        var isKnown = dataSet.TryGetUid(Tags.SOPClassUID, out var uid) && StorageSopClasses.TryGet(uid, out var sopClass) && sopClass.IsPatientRelated;
        if (isKnown)
        {
            Need(dataSet, Tags.StudyInstanceUID, "Study Instance UID", findings);
            Need(dataSet, Tags.SeriesInstanceUID, "Series Instance UID", findings);
        }

        CheckPixels(file, dataSet, findings);
    }

    private static void Need(DicomDataSet dataSet, Tag tag, string name, FindingList findings)
    {
        if (dataSet[tag] is null or { IsEmpty: true })
        {
            findings.Error(ValidationCode.MissingUid, PathOf(tag), $"{name} is missing.");
        }
    }

    private static void CheckPixels(DicomFile file, DicomDataSet dataSet, FindingList findings)
    {
        var path = PathOf(Tags.PixelData);
        if (dataSet[Tags.PixelData] is DicomFragments && !file.TransferSyntax.IsEncapsulated)
        {
            findings.Error(ValidationCode.PixelData, path, "The pixel data is encapsulated, the transfer syntax is native.");
        }
        else if (dataSet[Tags.PixelData] is DicomBytes { IsEmpty: false } native)
        {
            if (file.TransferSyntax.IsEncapsulated && file.TransferSyntax.Uid.Value.StartsWith("1.2.840.10008.", StringComparison.Ordinal))
            {
                findings.Error(ValidationCode.PixelData, path, "The pixel data is native, the transfer syntax is for encapsulated pixel data.");
            }
            else if (ExpectedBytes(dataSet) is { } expected && native.Value.Length != expected && native.Value.Length != expected + (expected & 1))
            {
                findings.Error(ValidationCode.PixelData, path, string.Create(CultureInfo.InvariantCulture, $"The pixel data has {native.Value.Length} bytes; rows, columns, samples, bits and frames ask for {expected}."));
            }
        }
    }

    // PS3.5 §8.1: frames are not padded, so pixels of one bit may begin inside a byte. Null where the attributes do not tell.
    private static long? ExpectedBytes(DicomDataSet dataSet)
    {
        if (dataSet.GetInt32(Tags.Rows) is not (> 0 and var rows) || dataSet.GetInt32(Tags.Columns) is not (> 0 and var columns) || dataSet.GetInt32(Tags.BitsAllocated) is not (> 0 and <= 64 and var bits))
        {
            return null;
        }

        var samples = dataSet.GetInt32(Tags.SamplesPerPixel) is > 0 and <= 16 and var stated ? stated : 1;
        var frames = dataSet.GetInt32(Tags.NumberOfFrames) is > 0 and var number ? number : 1;
        var photometric = dataSet.GetString(Tags.PhotometricInterpretation);
        if (samples == 3 && photometric is "YBR_FULL_422" or "YBR_PARTIAL_422" or "YBR_PARTIAL_420")
        {
            return null; // chrominance is subsampled, in native pixel data by two, and not by all writers
        }

        return ((Int128)rows * columns * samples * bits * frames) + 7 is var total && total / 8 <= long.MaxValue ? (long)(total / 8) : null;
    }

    private static string PathOf(Tag tag) => tag.ToString("X", CultureInfo.InvariantCulture);
}
