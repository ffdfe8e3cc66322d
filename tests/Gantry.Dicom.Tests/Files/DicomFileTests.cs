using System.Buffers;

namespace Gantry.Dicom.Tests;

public class DicomFileTests
{
    private static readonly DicomDataSet Instance = new DicomDataSetBuilder()
        .Set(Tags.SOPClassUID, Uids.SecondaryCaptureImageStorage)
        .Set(Tags.SOPInstanceUID, new Uid("2.25.77"))
        .Set(Tags.PatientName, "ANON^ONE")
        .Set(Tags.PixelData, new byte[200_000], Vr.OW)
        .Build();

    [Fact]
    public void A_file_is_preamble_prefix_group_2_and_data_set()
    {
        var bytes = DicomFile.ToArray(Instance, TransferSyntax.ExplicitVRLittleEndian);

        Assert.All(bytes[..128], value => Assert.Equal(0, value));
        Assert.Equal("DICM"u8, bytes.AsSpan(128, 4));
        var dataSet = DataSetWriter.ToArray(Instance, TransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal(dataSet, bytes[^dataSet.Length..]);
        Assert.Equal(bytes.Length - dataSet.Length - 132 - 12, BitConverter.ToInt32(bytes, 140)); // the group length's value
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    public async Task A_file_is_read_from_memory_and_from_disk(string syntax)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var bytes = DicomFile.ToArray(Instance, new TransferSyntax(new Uid(syntax)));
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        try
        {
            var fromDisk = await DicomFile.OpenAsync(path, cancellationToken: TestContext.Current.CancellationToken);
            foreach (var file in new[] { DicomFile.Read(bytes), fromDisk })
            {
                Assert.True(file.HasPreamble);
                Assert.Equal(syntax, file.TransferSyntax.Uid.Value);
                Assert.Equal(new Uid("2.25.77"), file.FileMeta?.MediaStorageSopInstanceUid);
                Assert.Equal(DicomImplementation.ClassUid, file.FileMeta?.ImplementationClassUid);
                Assert.Equal("ANON^ONE", file.DataSet.GetString(Tags.PatientName));
                Assert.Equal(200_000, file.DataSet.GetBytes(Tags.PixelData).Length);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Reading_stops_before_pixel_data_and_says_where_it_is()
    {
        var bytes = DicomFile.ToArray(Instance, TransferSyntax.ExplicitVRLittleEndian);
        using var stream = new MemoryStream(bytes);

        var file = await DicomFile.ReadAsync(stream, new DataSetReaderOptions { StopBefore = Tags.PixelData }, TestContext.Current.CancellationToken);

        Assert.Equal(Tags.PixelData, file.Reading.StoppedAt);
        Assert.Equal(bytes.Length - 200_000 - 12, file.DataSetOffset + file.Reading.ConsumedBytes);
        Assert.True(stream.Position < bytes.Length);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Preamble_and_meta_may_be_missing(bool isExplicit, bool hasPrefix)
    {
        byte[] bytes = [.. hasPrefix ? "DICM"u8 : [], .. DataSetWriter.ToArray(Instance, isExplicit ? TransferSyntax.ExplicitVRLittleEndian : TransferSyntax.ImplicitVRLittleEndian)];

        var file = DicomFile.Read(bytes);

        Assert.False(file.HasPreamble);
        Assert.Null(file.FileMeta);
        Assert.Equal(isExplicit, file.TransferSyntax.IsExplicitVR);
        Assert.Equal("ANON^ONE", file.DataSet.GetString(Tags.PatientName));
    }

    [Fact]
    public void Meta_without_a_transfer_syntax_or_with_a_wrong_group_length_is_read()
    {
        var meta = new DataSetBytes().Short(0x0002_0000, "UL", 200, 0, 0, 0).Short(0x0002_0013, "SH", "ANON"u8).ToArray();
        byte[] bytes = [.. new byte[128], .. "DICM"u8, .. meta, .. DataSetWriter.ToArray(Instance, TransferSyntax.ImplicitVRLittleEndian)];

        var file = DicomFile.Read(bytes);

        Assert.Equal(TransferSyntax.ImplicitVRLittleEndian, file.TransferSyntax);
        Assert.Equal("ANON", file.FileMeta?.ImplementationVersionName);
        Assert.Equal("ANON^ONE", file.DataSet.GetString(Tags.PatientName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, this is no DICOM file at all")]
    [InlineData("%PDF-1.7")]
    public void What_is_no_dicom_file_is_refused(string text) =>
        Assert.Throws<DicomEncodingException>(() => DicomFile.Read(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Meta_of_a_received_data_set_names_both_sides()
    {
        var output = new ArrayBufferWriter<byte>();
        FileMetaInformation.Create(Uids.CTImageStorage, new Uid("2.25.1"), TransferSyntax.ImplicitVRLittleEndian, new AETitle("MODALITY"), new AETitle("GANTRY")).Write(output);

        var meta = DicomFile.Read(output.WrittenMemory).FileMeta;

        Assert.Equal("MODALITY", meta?.SourceAETitle?.Value);
        Assert.Equal("GANTRY", meta?.Elements.GetString(Tags.ReceivingApplicationEntityTitle));
        Assert.Equal("GANTRY_0_1", meta?.ImplementationVersionName);
        Assert.Equal<byte>([0, 1], meta!.Elements.GetBytes(Tags.FileMetaInformationVersion).ToArray());
    }
}
