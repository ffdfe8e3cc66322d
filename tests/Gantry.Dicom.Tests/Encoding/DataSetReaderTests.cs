namespace Gantry.Dicom.Tests;

public class DataSetReaderTests
{
    [Fact]
    public void Explicit_little_endian_elements_are_read()
    {
        var bytes = new DataSetBytes()
            .Short(0x0010_0010, "PN", "ANON^ONE"u8)
            .Short(0x0010_0020, "LO", "42 "u8) // odd, as some writers leave it
            .Short(0x0028_0010, "US", 0x00, 0x02)
            .Long(0x7FE0_0010, "OW", 4, 1, 2, 3, 4)
            .ToArray();

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal(4, dataSet.Count);
        Assert.Equal("ANON^ONE", dataSet.GetString(Tags.PatientName));
        Assert.Equal("42", dataSet.GetString(Tags.PatientID));
        Assert.Equal(512, dataSet.GetInt32(Tags.Rows));
        Assert.Equal<byte>([1, 2, 3, 4], dataSet.GetBytes(Tags.PixelData).ToArray());
    }

    [Fact]
    public void Implicit_elements_take_their_vr_of_the_dictionary()
    {
        var bytes = new DataSetBytes()
            .Implicit(0x0008_0016, 26, "1.2.840.10008.5.1.4.1.1.7\0"u8)
            .Implicit(0x0028_0103, 2, 1, 0)
            .Implicit(0x0028_0106, 2, 0xFE, 0xFF)
            .Implicit(0x0029_0010, 4, "ACME"u8)
            .Implicit(0x0029_1001, 2, 7, 0)
            .ToArray();

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ImplicitVRLittleEndian);

        Assert.Equal([Vr.UI, Vr.US, Vr.SS, Vr.LO, Vr.UN], dataSet.Select(element => element.Vr));
        Assert.True(dataSet.TryGetUid(Tags.SOPClassUID, out var uid));
        Assert.Equal(Uids.SecondaryCaptureImageStorage, uid);
        Assert.Equal(-2, dataSet.GetInt32(Tags.SmallestImagePixelValue));
        Assert.True(dataSet.TryGetPrivate("ACME", 0x0029, 0x01, out _));
        Assert.False(dataSet.TryGetPrivate("OTHER", 0x0029, 0x01, out _));
    }

    [Fact]
    public void A_command_set_is_read_as_implicit()
    {
        var bytes = new DataSetBytes()
            .Implicit(0x0000_0000, 4, 20, 0, 0, 0)
            .Implicit(0x0000_0100, 2, 0x30, 0x00)
            .Implicit(0x0000_0110, 2, 0x07, 0x00)
            .ToArray();

        var command = DataSetReader.Read(bytes, TransferSyntax.ImplicitVRLittleEndian);

        Assert.Equal(0x0030, command.GetInt32(Tags.CommandField));
        Assert.Equal(7, command.GetInt32(Tags.MessageID));
        Assert.Equal(bytes, DataSetWriter.ToArray(command, TransferSyntax.ImplicitVRLittleEndian));
    }
}
