namespace Gantry.Dicom.Tests;

public class UnknownSequenceTests
{
    private static readonly byte[] Items = new DataSetBytes()
        .Item(14).Implicit(0x0008_1155, 6, "2.25.1"u8)
        .Item().Implicit(0x0008_0104, 2, 0xB8, 0x20).EndItem()
        .ToArray();

    [Fact]
    public void A_known_sequence_is_read_and_its_bytes_stay()
    {
        var bytes = new DataSetBytes().Short(0x0008_0005, "CS", "ISO_IR 144"u8).Long(0x0008_1140, "UN", (uint)Items.Length, Items).ToArray();

        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian);

        Assert.IsType<DicomBytes>(dataSet[Tags.ReferencedImageSequence]);
        var items = dataSet.GetItems(Tags.ReferencedImageSequence);
        Assert.Equal("2.25.1", items[0].GetString(Tags.ReferencedSOPInstanceUID));
        Assert.Equal("И", items[1].GetString(Tags.CodeMeaning));
        Assert.Equal(bytes, DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian));
        Assert.Contains("2.25.1", DataSetDump.ToString(dataSet), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ImplicitVRLittleEndian")]
    [InlineData("ExplicitVRLittleEndian")]
    public void A_private_one_that_nobody_knows_is_told_by_its_bytes(string syntax)
    {
        var isImplicit = syntax == nameof(TransferSyntax.ImplicitVRLittleEndian);
        var bytes = new DataSetBytes();
        _ = isImplicit ? bytes.Implicit(0x0029_1001, (uint)Items.Length, Items) : bytes.Long(0x0029_1001, "UN", (uint)Items.Length, Items);

        var dataSet = DataSetReader.Read(bytes.ToArray(), isImplicit ? TransferSyntax.ImplicitVRLittleEndian : TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal(2, dataSet.GetItems(new Tag(0x0029_1001)).Length);
    }

    [Fact]
    public void Keys_of_its_items_are_matched()
    {
        var dataSet = DataSetReader.Read(new DataSetBytes().Long(0x0008_1140, "UN", (uint)Items.Length, Items).ToArray(), TransferSyntax.ExplicitVRLittleEndian);
        var keys = new DicomDataSetBuilder().Set(Tags.ReferencedImageSequence, new DicomDataSetBuilder().Set(Tags.ReferencedSOPInstanceUID, "2.25.1").Build()).Build();
        var others = new DicomDataSetBuilder().Set(Tags.ReferencedImageSequence, new DicomDataSetBuilder().Set(Tags.ReferencedSOPInstanceUID, "2.25.2").Build()).Build();

        Assert.True(new DataSetMatcher(keys).Matches(dataSet));
        Assert.False(new DataSetMatcher(others).Matches(dataSet));
    }

    [Theory]
    [InlineData(0x0008_1140u, "OB", 0)]
    [InlineData(0x0010_0020u, "UN", 0)]
    [InlineData(0x0008_1140u, "UN", 1)]
    public void What_is_no_sequence_has_no_items(uint tag, string vr, int cut)
    {
        var value = Items[..^(4 * cut)];
        var dataSet = DataSetReader.Read(new DataSetBytes().Long(tag, vr, (uint)value.Length, value).ToArray(), TransferSyntax.ExplicitVRLittleEndian);

        Assert.Empty(dataSet.GetItems(new Tag(tag)));
        Assert.Equal(value, dataSet.GetBytes(new Tag(tag)).ToArray());
    }

    [Fact]
    public void A_million_of_them_within_each_other_are_no_danger()
    {
        var value = new byte[16 * 1_000_000];
        for (var i = 0; i < value.Length; i += 16)
        {
            new DataSetBytes().Item((uint)(value.Length - i - 8)).Implicit(0x0029_1001, (uint)(value.Length - i - 16)).ToArray().CopyTo(value, i);
        }

        var dataSet = DataSetReader.Read(new DataSetBytes().Implicit(0x0029_1001, (uint)value.Length, value).ToArray(), TransferSyntax.ImplicitVRLittleEndian);

        Assert.Single(dataSet.GetItems(new Tag(0x0029_1001)));
        Assert.InRange(DataSetDump.ToString(dataSet).Length, 1, 100_000);
    }
}
