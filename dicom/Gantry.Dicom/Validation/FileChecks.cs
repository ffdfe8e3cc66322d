using System.Globalization;

namespace Gantry.Dicom;

/// <summary>What is wrong with a file around its elements.</summary>
internal static class FileChecks
{
    private static readonly (FileMetaFaults Fault, string Message)[] Messages =
    [
        (FileMetaFaults.NoPrefix, "There is no preamble with the prefix DICM."),
        (FileMetaFaults.NoFileMeta, "There is no file meta information."),
        (FileMetaFaults.NoGroupLength, "File Meta Information Group Length (0002,0000) is missing."),
        (FileMetaFaults.WrongGroupLength, "File Meta Information Group Length (0002,0000) is not the length of the group."),
        (FileMetaFaults.OtherEncoding, "The file meta information is not in Explicit VR Little Endian."),
        (FileMetaFaults.NoVersion, "File Meta Information Version (0002,0001) is missing."),
        (FileMetaFaults.NoSopClassUid, "Media Storage SOP Class UID (0002,0002) is missing or no UID."),
        (FileMetaFaults.OtherSopClassUid, "Media Storage SOP Class UID (0002,0002) is not the SOP Class UID (0008,0016) of the data set."),
        (FileMetaFaults.NoSopInstanceUid, "Media Storage SOP Instance UID (0002,0003) is missing or no UID."),
        (FileMetaFaults.OtherSopInstanceUid, "Media Storage SOP Instance UID (0002,0003) is not the SOP Instance UID (0008,0018) of the data set."),
        (FileMetaFaults.NoTransferSyntax, "Transfer Syntax UID (0002,0010) is missing or no UID."),
        (FileMetaFaults.OtherTransferSyntax, "The data set is not in the transfer syntax that (0002,0010) names."),
        (FileMetaFaults.NoImplementationClassUid, "Implementation Class UID (0002,0012) is missing or no UID."),
    ];

    public static void Check(DicomFile file, FindingList findings)
    {
        foreach (var (fault, message) in Messages)
        {
            if (file.FileMetaFaults.HasFlag(fault))
            {
                findings.Error(ValidationCode.FileMeta, "", message);
            }
        }

        if (file.Reading.Fault is { } damage)
        {
            findings.Error(ValidationCode.Damaged, damage.Tag is { } tag && tag.Value != 0 ? tag.ToString("X", CultureInfo.InvariantCulture) : "", damage.Message);
        }

        foreach (var irregularity in file.Reading.Irregularities)
        {
            Check(irregularity, findings);
        }
    }

    private static void Check(EncodingIrregularity irregularity, FindingList findings)
    {
        var path = irregularity.Tag.Value == 0 ? "" : irregularity.Tag.ToString("X", CultureInfo.InvariantCulture);
        var place = string.Create(CultureInfo.InvariantCulture, $"at byte {irregularity.Offset} of the data set{(irregularity.Depth == 0 ? "" : ", in an item")}.");
        switch (irregularity.Kind)
        {
            case EncodingIrregularityKind.OddLength:
                findings.Error(ValidationCode.OddLength, path, $"The length of the value is odd, {place}");
                break;
            case EncodingIrregularityKind.OutOfOrder:
                findings.Error(ValidationCode.Order, path, $"The element follows one with a greater tag, {place}");
                break;
            case EncodingIrregularityKind.Repeated:
                findings.Error(ValidationCode.Order, path, $"The element is there twice, {place}");
                break;
            case EncodingIrregularityKind.UnknownVr:
                findings.Error(ValidationCode.WrongVr, path, $"The VR is none of the standard's, {place}");
                break;
            case EncodingIrregularityKind.OtherEncoding:
                findings.Error(ValidationCode.OtherEncoding, path, "The data set is in another encoding than its transfer syntax says.");
                break;
            case EncodingIrregularityKind.StrayDelimiter:
                findings.Warn(ValidationCode.StrayDelimiter, "", $"A sequence delimiter ends no sequence, {place}");
                break;
            default:
                throw new InvalidOperationException($"There is no irregularity of kind {irregularity.Kind}.");
        }
    }
}
