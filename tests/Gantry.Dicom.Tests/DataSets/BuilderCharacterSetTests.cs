namespace Gantry.Dicom.Tests;

public class BuilderCharacterSetTests
{
    private static readonly DicomDataSet Latin = DataSetReader.Read(
        new DataSetBytes()
            .Short(0x0008_0005, "CS", "ISO_IR 100"u8)
            .Long(0x0008_1110, "SQ", 0xFFFF_FFFF).Item().Short(0x0008_0104, "LO", 0xE9, 0x20).EndItem().EndSequence()
            .Short(0x0010_0010, "PN", 0xC9, (byte)'^', (byte)'A', 0x20)
            .ToArray(),
        TransferSyntax.ExplicitVRLittleEndian);

    [Fact]
    public void Text_in_the_declared_repertoire_keeps_it()
    {
        var changed = Latin.ToBuilder().Set(Tags.StudyDescription, "Schädel").Build();

        Assert.Equal("ISO_IR 100", changed.GetString(Tags.SpecificCharacterSet));
        Assert.Equal("Schädel", changed.GetString(Tags.StudyDescription));
        Assert.Same(Latin[Tags.PatientName], changed[Tags.PatientName]);
        AssertUnharmed(changed);
    }

    [Fact]
    public void Text_beyond_it_makes_all_of_the_data_set_utf8_and_harms_no_item()
    {
        var changed = Latin.ToBuilder().Set(Tags.StudyDescription, "頭部").Build();

        Assert.Equal("ISO_IR 192", changed.GetString(Tags.SpecificCharacterSet));
        Assert.Equal("頭部", changed.GetString(Tags.StudyDescription));
        AssertUnharmed(changed);
    }

    [Fact]
    public void An_item_taken_to_another_data_set_keeps_its_meaning()
    {
        var other = new DicomDataSetBuilder().Set(Tags.PatientName, "山田").Set(Tags.ReferencedStudySequence, Latin.GetItems(Tags.ReferencedStudySequence)).Build();

        var read = DataSetReader.Read(DataSetWriter.ToArray(other, TransferSyntax.ExplicitVRLittleEndian), TransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal("山田", read.GetString(Tags.PatientName));
        Assert.Equal("é", read.GetItems(Tags.ReferencedStudySequence)[0].GetString(Tags.CodeMeaning));
    }

    [Fact]
    public void A_builder_of_an_item_keeps_the_character_set_that_the_item_inherited()
    {
        var item = Latin.GetItems(Tags.ReferencedStudySequence)[0].ToBuilder().Set(Tags.CodeValue, "1").Build();

        Assert.Equal("é", item.GetString(Tags.CodeMeaning));
        Assert.False(item.Contains(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void A_command_set_stays_ascii()
    {
        var command = new DicomDataSetBuilder().Set(Tags.ErrorComment, "größer").Build();

        Assert.False(command.Contains(Tags.SpecificCharacterSet));
        Assert.Equal("gr??er", command.GetString(Tags.ErrorComment));
    }

    [Fact]
    public void A_private_block_is_reserved_once_for_each_creator()
    {
        var builder = new DicomDataSetBuilder();
        var first = builder.ReservePrivate("ACME", 0x0029, 0x01);
        var second = builder.ReservePrivate("OTHER", 0x0029, 0x01);

        Assert.Equal(first, builder.ReservePrivate("ACME", 0x0029, 0x01));
        Assert.Equal((new Tag(0x0029_1001), new Tag(0x0029_1101)), (first, second));
        Assert.Equal(second, builder.Build().FindPrivate("OTHER", 0x0029, 0x01));
        Assert.Throws<ArgumentException>(() => builder.ReservePrivate("ACME", 0x0028, 0x01));
    }

    private static void AssertUnharmed(DicomDataSet changed)
    {
        var read = DataSetReader.Read(DataSetWriter.ToArray(changed, TransferSyntax.ExplicitVRLittleEndian), TransferSyntax.ExplicitVRLittleEndian);
        foreach (var dataSet in new[] { changed, read })
        {
            Assert.Equal("É^A", dataSet.GetString(Tags.PatientName));
            Assert.Equal("é", dataSet.GetItems(Tags.ReferencedStudySequence)[0].GetString(Tags.CodeMeaning));
        }
    }
}
