namespace Gantry.Dicom;

public sealed partial class DicomFile
{
    /// <summary>What is missing or wrong before the data set, as far as it was read.</summary>
    public FileMetaFaults FileMetaFaults
    {
        get
        {
            var faults = _prefixFaults;
            if (FileMeta is not { } meta)
            {
                return faults | FileMetaFaults.NoFileMeta;
            }

            return faults
                | (meta.Elements.Contains(Tags.FileMetaInformationVersion) ? 0 : FileMetaFaults.NoVersion)
                | Compare(meta.MediaStorageSopClassUid, Tags.SOPClassUID, FileMetaFaults.NoSopClassUid, FileMetaFaults.OtherSopClassUid)
                | Compare(meta.MediaStorageSopInstanceUid, Tags.SOPInstanceUID, FileMetaFaults.NoSopInstanceUid, FileMetaFaults.OtherSopInstanceUid)
                | (meta.TransferSyntax is not { } syntax ? FileMetaFaults.NoTransferSyntax : syntax != ActualTransferSyntax ? FileMetaFaults.OtherTransferSyntax : 0)
                | (meta.ImplementationClassUid is null ? FileMetaFaults.NoImplementationClassUid : 0);
        }
    }

    private TransferSyntax ActualTransferSyntax => IsOtherwiseEncoded ? Reading.TransferSyntax : TransferSyntax;

    private bool IsOtherwiseEncoded => Reading.Irregularities.Any(one => one.Kind == EncodingIrregularityKind.OtherEncoding);

    /// <summary>
    /// The file meta information as it should be: what is right stays, what is missing or contradicts the data set is made from it. What neither says is left out.
    /// </summary>
    /// <returns>The file's own where nothing in it is to be changed; its group length is made when it is written.</returns>
    public FileMetaInformation RepairFileMeta()
    {
        if (FileMeta is { } own && (FileMetaFaults & ~(FileMetaFaults.NoPrefix | FileMetaFaults.NoGroupLength | FileMetaFaults.WrongGroupLength | FileMetaFaults.OtherEncoding)) == 0)
        {
            return own;
        }

        var elements = new DicomDataSetBuilder(FileMeta?.Elements ?? DicomDataSet.Empty);
        if (FileMeta?.ImplementationClassUid is null)
        {
            elements.Set(Tags.ImplementationClassUID, DicomImplementation.ClassUid).Set(Tags.ImplementationVersionName, DicomImplementation.VersionName);
        }

        elements.Set(Tags.FileMetaInformationVersion, new byte[] { 0x00, 0x01 }).Set(Tags.TransferSyntaxUID, ActualTransferSyntax.Uid);
        Repair(elements, Tags.MediaStorageSOPClassUID, FileMeta?.MediaStorageSopClassUid, Tags.SOPClassUID);
        Repair(elements, Tags.MediaStorageSOPInstanceUID, FileMeta?.MediaStorageSopInstanceUid, Tags.SOPInstanceUID);
        return new FileMetaInformation(elements.Build());
    }

    private void Repair(DicomDataSetBuilder elements, Tag metaTag, Uid? stated, Tag tag)
    {
        if (DataSet.TryGetUid(tag, out var uid))
        {
            elements.Set(metaTag, uid);
        }
        else if (stated is null)
        {
            elements.Remove(metaTag);
        }
    }

    private FileMetaFaults Compare(Uid? stated, Tag tag, FileMetaFaults absent, FileMetaFaults other) =>
        stated is not { } uid ? absent : DataSet.TryGetUid(tag, out var own) && own != uid ? other : FileMetaFaults.None;
}
