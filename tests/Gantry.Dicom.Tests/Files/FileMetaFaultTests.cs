namespace Gantry.Dicom.Tests;

public class FileMetaFaultTests
{
    private static readonly DicomDataSet Instance = new DicomDataSetBuilder()
        .Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage)
        .Set(Tags.SOPInstanceUID, new Uid("2.25.77"))
        .Build();

    private static readonly byte[] DataSet = DataSetWriter.ToArray(Instance, TransferSyntax.ExplicitVRLittleEndian);

    [Fact]
    public void A_good_file_has_none()
    {
        var file = DicomFile.Read(DicomFile.ToArray(Instance, TransferSyntax.ExplicitVRLittleEndian));

        Assert.Equal(FileMetaFaults.None, file.FileMetaFaults);
        Assert.Same(file.FileMeta, file.RepairFileMeta());
    }

    [Fact]
    public void A_data_set_alone_gets_file_meta_information()
    {
        var file = DicomFile.Read(DataSet);

        Assert.Equal(FileMetaFaults.NoPrefix | FileMetaFaults.NoFileMeta, file.FileMetaFaults);
        AssertGood(file, TransferSyntax.ExplicitVRLittleEndian);
    }

    [Fact]
    public void What_contradicts_the_data_set_is_repaired()
    {
        byte[] meta =
        [
            .. new byte[128], .. "DICM"u8,
            .. new DataSetBytes()
                .Short(0x0002_0000, "UL", 0xFF, 0, 0, 0)
                .Short(0x0002_0002, "UI", "1.2.3\0"u8)
                .Short(0x0002_0010, "UI", "1.2.840.10008.1.2\0"u8)
                .ToArray(),
        ];

        var file = DicomFile.Read((byte[])[.. meta, .. DataSet]);

        Assert.Equal(
            FileMetaFaults.WrongGroupLength | FileMetaFaults.NoVersion | FileMetaFaults.OtherSopClassUid | FileMetaFaults.NoSopInstanceUid | FileMetaFaults.OtherTransferSyntax
            | FileMetaFaults.NoImplementationClassUid,
            file.FileMetaFaults);
        AssertGood(file, TransferSyntax.ExplicitVRLittleEndian);
    }

    [Fact]
    public void Implicit_file_meta_information_without_a_group_length_is_read()
    {
        byte[] bytes =
        [
            .. new byte[128], .. "DICM"u8,
            .. new DataSetBytes().Implicit(0x0002_0002, 26, "1.2.840.10008.5.1.4.1.1.7\0"u8).Implicit(0x0002_0003, 8, "2.25.78\0"u8).ToArray(),
            .. DataSet,
        ];

        var file = DicomFile.Read(bytes);

        Assert.Equal(
            FileMetaFaults.NoGroupLength | FileMetaFaults.OtherEncoding | FileMetaFaults.NoVersion | FileMetaFaults.OtherSopInstanceUid | FileMetaFaults.NoTransferSyntax
            | FileMetaFaults.NoImplementationClassUid,
            file.FileMetaFaults);
        AssertGood(file, TransferSyntax.ExplicitVRLittleEndian);
    }

    private static void AssertGood(DicomFile file, TransferSyntax syntax)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        DicomFile.Write(file.RepairFileMeta(), file.DataSet, output);
        var repaired = DicomFile.Read(output.WrittenMemory);

        Assert.Equal(FileMetaFaults.None, repaired.FileMetaFaults);
        Assert.Equal((Uids.SecondaryCaptureImageStorage, new Uid("2.25.77"), syntax), (repaired.FileMeta!.MediaStorageSopClassUid, repaired.FileMeta.MediaStorageSopInstanceUid, repaired.TransferSyntax));
        Assert.Equal(DataSetDigest.Of(file.DataSet), DataSetDigest.Of(repaired.DataSet));
    }
}
