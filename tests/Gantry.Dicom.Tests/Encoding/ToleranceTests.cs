namespace Gantry.Dicom.Tests;

public class ToleranceTests
{
    [Fact]
    public void Elements_are_put_in_order_and_the_first_of_a_tag_counts()
    {
        var bytes = new DataSetBytes()
            .Short(0x0010_0020, "LO", "B "u8)
            .Short(0x0010_0010, "PN", "ANON^ONE"u8)
            .Short(0x0010_0020, "LO", "C "u8)
            .ToArray();

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal([Tags.PatientName, Tags.PatientID], dataSet.Select(element => element.Tag));
        Assert.Equal("B", dataSet.GetString(Tags.PatientID));
    }

    [Fact]
    public void Implicit_where_explicit_is_declared_and_the_reverse_are_told_apart()
    {
        var explicitBytes = new DataSetBytes().Short(0x0008_0060, "CS", "CT"u8).Short(0x0010_0020, "LO", "42"u8).ToArray();
        var implicitBytes = new DataSetBytes().Implicit(0x0008_0060, 2, "CT"u8).Implicit(0x0010_0020, 2, "42"u8).ToArray();
        var bigEndianBytes = DataSetWriter.ToArray(DataSetReader.Read(explicitBytes, TransferSyntax.ExplicitVRLittleEndian), TransferSyntax.ExplicitVRBigEndian);

        foreach (var bytes in new[] { explicitBytes, implicitBytes, bigEndianBytes })
        {
            foreach (var syntax in new[] { TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian })
            {
                Assert.Equal("42", DataSetReader.Read(bytes, syntax).GetString(Tags.PatientID));
            }
        }
    }

    [Theory]
    [InlineData(0x3900_0201u)] // private, when its bytes are swapped
    [InlineData(0x0010_0100u)] // an escape triplet of group 1000, when they are
    public void A_first_tag_that_nobody_knows_does_not_change_the_byte_order(uint tag)
    {
        var bytes = new DataSetBytes().Short(tag, "US", 1, 0).Short(0x4010_1001, "LO", "42"u8).ToArray();

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal((1, "42"), (dataSet.GetInt32(new Tag(tag)), dataSet.GetString(new Tag(0x4010_1001))));
    }

    [Fact]
    public void Group_lengths_are_left_out_whatever_they_say()
    {
        var bytes = new DataSetBytes().Short(0x0008_0000, "UL", 0xFF, 0xFF, 0xFF, 0x7F).Short(0x0008_0060, "CS", "CT"u8).ToArray();

        Assert.Equal(Tags.Modality, Assert.Single(DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian)).Tag);
    }

    [Fact]
    public void Unknown_of_undefined_length_is_an_implicit_sequence_even_in_big_endian()
    {
        byte[] bytes =
        [
            0x00, 0x08, 0x11, 0x40, (byte)'U', (byte)'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
            .. new DataSetBytes().Item().Implicit(0x0008_1155, 6, "2.25.1"u8).EndItem().EndSequence().ToArray(),
            0x00, 0x28, 0x00, 0x10, (byte)'U', (byte)'S', 0x00, 0x02, 0x02, 0x00,
        ];

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ExplicitVRBigEndian);

        Assert.Equal("2.25.1", dataSet.GetItems(Tags.ReferencedImageSequence)[0].GetString(Tags.ReferencedSOPInstanceUID));
        Assert.Equal(512, dataSet.GetInt32(Tags.Rows));
    }

    [Fact]
    public void Unknown_of_a_standard_tag_is_read_as_the_dictionary_says()
    {
        var bytes = new DataSetBytes().Long(0x0010_0020, "UN", 2, "42"u8).Long(0x0028_0010, "UN", 2, 0, 2).ToArray();

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal("42", dataSet.GetString(Tags.PatientID));
        Assert.Equal(512, dataSet.GetInt32(Tags.Rows));
    }

    [Fact]
    public void What_precedes_a_fault_can_be_kept()
    {
        var bytes = new DataSetBytes()
            .Short(0x0008_0060, "CS", "CT"u8)
            .Long(0x0008_1140, "SQ", 0xFFFF_FFFF).Item().Short(0x0008_1155, "UI", "2.25.1"u8)
            .Bytes(0x08, 0x00)
            .ToArray();

        var file = DicomFile.Read(bytes, new DataSetReaderOptions { KeepsWhatPrecedesFault = true });

        Assert.NotNull(file.Reading.Fault);
        Assert.Equal("CT", file.DataSet.GetString(Tags.Modality));
        Assert.Equal("2.25.1", Assert.Single(file.DataSet.GetItems(Tags.ReferencedImageSequence)).GetString(Tags.ReferencedSOPInstanceUID));
    }

    [Fact]
    public void Long_values_are_skipped_and_reported()
    {
        var bytes = new DataSetBytes()
            .Short(0x0008_0060, "CS", "CT"u8)
            .Long(0x0042_0011, "OB", 1_000, new byte[1_000])
            .Long(0x7FE0_0010, "OB", 0xFFFF_FFFF).Item(0).Implicit(0xFFFE_E000, 60, new byte[60]).Implicit(0xFFFE_E000, 60, new byte[60]).EndSequence()
            .Long(0xFFFC_FFFC, "OB", 2, 0, 0)
            .ToArray();

        var file = DicomFile.Read(bytes, new DataSetReaderOptions { MaximumValueBytes = 100 });

        Assert.Equal([Tags.Modality, Tags.DataSetTrailingPadding], file.DataSet.Select(element => element.Tag));
        Assert.Equal([new SkippedElement(Tags.EncapsulatedDocument, Vr.OB, 0, 10, 1_000, 22, 1_000), new SkippedElement(Tags.PixelData, Vr.OB, 0, 1_022, 120, 1_034, 152)], file.Reading.Skipped);
    }
}
