namespace Gantry.Dicom.Tests;

public class DataSetWriterTests
{
    private static readonly DicomDataSet OneOfEach = new DicomDataSetBuilder()
        .Set(Tags.PatientID, "42A")
        .Set(Tags.Rows, 0x0102)
        .Set(Tags.FrameIncrementPointer, "00181063")
        .Set(Tags.SimpleFrameList, [0x0102_0304, 5])
        .Set(Tags.RealWorldValueSlope, 1.0)
        .Set(Tags.ExtendedOffsetTable, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })
        .Set(Tags.PixelData, new byte[] { 1, 2, 3, 4 }, Vr.OW)
        .Build();

    [Fact]
    public void Explicit_little_endian_is_written_byte_for_byte() => Assert.Equal(
        new DataSetBytes()
            .Short(0x0008_1161, "UL", 4, 3, 2, 1, 5, 0, 0, 0)
            .Short(0x0010_0020, "LO", "42A "u8)
            .Short(0x0028_0009, "AT", 0x18, 0x00, 0x63, 0x10)
            .Short(0x0028_0010, "US", 0x02, 0x01)
            .Short(0x0040_9225, "FD", 0, 0, 0, 0, 0, 0, 0xF0, 0x3F)
            .Long(0x7FE0_0001, "OV", 8, 1, 2, 3, 4, 5, 6, 7, 8)
            .Long(0x7FE0_0010, "OW", 4, 1, 2, 3, 4)
            .ToArray(),
        DataSetWriter.ToArray(OneOfEach, TransferSyntax.ExplicitVRLittleEndian));

    [Fact]
    public void Explicit_big_endian_swaps_tags_lengths_and_binary_values()
    {
        byte[] expected =
        [
            0x00, 0x08, 0x11, 0x61, (byte)'U', (byte)'L', 0x00, 0x08, 1, 2, 3, 4, 0, 0, 0, 5,
            0x00, 0x10, 0x00, 0x20, (byte)'L', (byte)'O', 0x00, 0x04, (byte)'4', (byte)'2', (byte)'A', (byte)' ',
            0x00, 0x28, 0x00, 0x09, (byte)'A', (byte)'T', 0x00, 0x04, 0x00, 0x18, 0x10, 0x63,
            0x00, 0x28, 0x00, 0x10, (byte)'U', (byte)'S', 0x00, 0x02, 0x01, 0x02,
            0x00, 0x40, 0x92, 0x25, (byte)'F', (byte)'D', 0x00, 0x08, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0,
            0x7F, 0xE0, 0x00, 0x01, (byte)'O', (byte)'V', 0, 0, 0, 0, 0, 8, 8, 7, 6, 5, 4, 3, 2, 1,
            0x7F, 0xE0, 0x00, 0x10, (byte)'O', (byte)'W', 0, 0, 0, 0, 0, 4, 2, 1, 4, 3,
        ];

        Assert.Equal(expected, DataSetWriter.ToArray(OneOfEach, TransferSyntax.ExplicitVRBigEndian));

        var read = DataSetReader.Read(expected, TransferSyntax.ExplicitVRBigEndian);
        Assert.Equal([0x0102_0304, 5], read.GetInt32s(Tags.SimpleFrameList));
        Assert.Equal([Tags.FrameTime], read.GetTags(Tags.FrameIncrementPointer));
        Assert.Equal(0x0102, read.GetInt32(Tags.Rows));
        Assert.Equal(1.0, read.GetDouble(Tags.RealWorldValueSlope));
        Assert.Equal<byte>([1, 2, 3, 4], read.GetBytes(Tags.PixelData).ToArray());
        Assert.Equal(DataSetWriter.ToArray(OneOfEach, TransferSyntax.ExplicitVRLittleEndian), DataSetWriter.ToArray(read, TransferSyntax.ExplicitVRLittleEndian));
    }

    [Fact]
    public void Sequences_have_defined_or_undefined_lengths()
    {
        var dataSet = new DicomDataSetBuilder()
            .Set(Tags.ReferencedImageSequence, new[] { new DicomDataSetBuilder().Set(Tags.Modality, "CT").Build(), DicomDataSet.Empty })
            .Build();

        Assert.Equal(
            new DataSetBytes().Long(0x0008_1140, "SQ", 8 + 10 + 8).Item(10).Short(0x0008_0060, "CS", "CT"u8).Item(0).ToArray(),
            DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian));
        Assert.Equal(
            new DataSetBytes().Long(0x0008_1140, "SQ", 0xFFFF_FFFF).Item().Short(0x0008_0060, "CS", "CT"u8).EndItem().Item().EndItem().EndSequence().ToArray(),
            DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian, new DataSetWriterOptions { UsesUndefinedLengths = true }));
        Assert.Equal(
            new DataSetBytes().Implicit(0x0008_1140, 8 + 10 + 8).Item(10).Implicit(0x0008_0060, 2, "CT"u8).Item(0).ToArray(),
            DataSetWriter.ToArray(dataSet, TransferSyntax.ImplicitVRLittleEndian));
    }

    [Fact]
    public void Encapsulated_pixel_data_is_fragments_that_a_delimiter_ends()
    {
        var dataSet = new DicomDataSetBuilder().Set(new DicomFragments(Tags.PixelData, Vr.OB, default, [new byte[] { 1, 2, 3 }, new byte[] { 4, 5 }])).Build();

        Assert.Equal(
            new DataSetBytes().Long(0x7FE0_0010, "OB", 0xFFFF_FFFF).Item(0).Implicit(0xFFFE_E000, 4, 1, 2, 3, 0).Implicit(0xFFFE_E000, 2, 4, 5).EndSequence().ToArray(),
            DataSetWriter.ToArray(dataSet, new TransferSyntax(Uids.RLELossless)));
        Assert.Throws<DicomEncodingException>(() => DataSetWriter.ToArray(dataSet, TransferSyntax.ImplicitVRLittleEndian));
    }

    [Fact]
    public void What_is_too_long_for_the_short_form_becomes_unknown()
    {
        var dataSet = new DicomDataSetBuilder().Set(Tags.PixelSpacing, string.Join('\\', Enumerable.Repeat("0.123456789", 10_000))).Build();

        var bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal("UN"u8, bytes.AsSpan(4, 2));
        Assert.Equal(10_000, DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian).GetDoubles(Tags.PixelSpacing).Length);
    }

    [Fact]
    public void The_group_length_of_commands_and_file_meta_information_is_computed()
    {
        var command = new DicomDataSetBuilder().Set(Tags.CommandGroupLength, 9_999).Set(Tags.CommandField, 0x0030).Set(Tags.MessageID, 1).Set(Tags.CommandDataSetType, 0x0101).Build();

        Assert.Equal(
            new DataSetBytes().Implicit(0x0000_0000, 4, 30, 0, 0, 0).Implicit(0x0000_0100, 2, 0x30, 0).Implicit(0x0000_0110, 2, 1, 0).Implicit(0x0000_0800, 2, 1, 1).ToArray(),
            DataSetWriter.ToArray(command, TransferSyntax.ImplicitVRLittleEndian));
    }

    [Fact]
    public void Deflated_bytes_have_no_header_and_an_even_length()
    {
        foreach (var count in Enumerable.Range(0, 12))
        {
            var dataSet = new DicomDataSetBuilder().Set(Tags.PatientComments, new string('x', count)).Build();
            var bytes = DataSetWriter.ToArray(count == 0 ? DicomDataSet.Empty : dataSet, TransferSyntax.DeflatedExplicitVRLittleEndian);

            Assert.Equal(0, bytes.Length % 2);
            Assert.Equal(count == 0 ? null : new string('x', count), DataSetReader.Read(bytes, TransferSyntax.DeflatedExplicitVRLittleEndian).GetText(Tags.PatientComments));
        }
    }

    [Fact]
    public void Items_deeper_than_can_be_written_are_refused()
    {
        var dataSet = DicomDataSet.Empty;
        for (var i = 0; i <= DataSetWriter.MaximumDepth; i++)
        {
            dataSet = new DicomDataSetBuilder().Set(Tags.ContentSequence, dataSet).Build();
        }

        Assert.Throws<DicomEncodingException>(() => DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian));
    }
}
