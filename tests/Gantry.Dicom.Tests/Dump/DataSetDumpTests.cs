using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

public class DataSetDumpTests(ITestOutputHelper output)
{
    [Fact]
    public void A_line_has_tag_vr_length_keyword_and_value_and_items_are_indented()
    {
        var item = new DicomDataSetBuilder().Add(Tags.ReferencedSOPClassUID, "1.2.840.10008.5.1.4.1.1.2").Build();
        var dataSet = new DicomDataSetBuilder()
            .Set(new DicomSequence(Tags.ReferencedImageSequence, [item, DicomDataSet.Empty]))
            .Set(new DicomBytes(new Tag(0x0009_0010), Vr.LO, "ACME DOSE "u8.ToArray()))
            .Set(new DicomBytes(new Tag(0x0009_1001), Vr.DS, "1.5 "u8.ToArray()))
            .Set(new DicomBytes(new Tag(0x0009_1101), Vr.UN, new byte[] { 0xAB, 0x01 }))
            .Add(Tags.PatientID, "")
            .Set(new DicomBytes(Tags.FrameIncrementPointer, Vr.AT, new byte[] { 0x18, 0x00, 0x63, 0x10 }))
            .Set(new DicomBytes(Tags.LargestImagePixelValue, Vr.US, new byte[] { 1, 2, 3, 4 }, isBigEndian: true))
            .Set(new DicomFragments(Tags.PixelData, Vr.OB, new byte[4], [new byte[] { 1, 2 }, new byte[4]]))
            .Build();

        const string Expected = """
            (0008,1140) SQ      - ReferencedImageSequence 2 items
              Item 1
                (0008,1150) UI     26 ReferencedSOPClassUID [1.2.840.10008.5.1.4.1.1.2] CT Image Storage
              Item 2
            (0009,0010) LO     10 PrivateCreator [ACME DOSE]
            (0009,1001) DS      4 Private "ACME DOSE" [1.5]
            (0009,1101) UN      2 Private AB 01
            (0010,0020) LO      0 PatientID
            (0028,0009) AT      4 FrameIncrementPointer (0018,1063)
            (0028,0107) US      4 LargestImagePixelValue 258\772
            (7FE0,0010) OB      6 PixelData 2 fragments, offset table of 1 offset

            """;
        Assert.Equal(Expected, DataSetDump.ToString(dataSet));
    }

    [Fact]
    public void Long_values_are_cut()
    {
        var dataSet = new DicomDataSetBuilder()
            .Add(Tags.PatientComments, new string('x', 1_000))
            .Set(new DicomBytes(Tags.TextValue, Vr.UT, System.Text.Encoding.ASCII.GetBytes(new string(' ', 5_000) + "x")))
            .Add(Tags.PixelData, new byte[1_000])
            .Build();

        const string Expected = """
            (0010,4000) LT   1000 PatientComments [xxxxxxxx...]
            (0040,A160) UT   5001 TextValue [...]
            (7FE0,0010) OW   1000 PixelData 00 00 00...

            """;
        Assert.Equal(Expected, DataSetDump.ToString(dataSet, new DataSetDumpOptions { MaximumValueLength = 8 }));
    }

    [Fact]
    public void No_value_steers_a_terminal()
    {
        var dataSet = new DicomDataSetBuilder()
            .Add(Tags.PatientComments, "a\e]0;title\a\r\nb\u202Ec\u009Bd")
            .Set(new DicomBytes(new Tag(0x0009_0010), Vr.LO, "\e[2J"u8.ToArray()))
            .Set(new DicomBytes(new Tag(0x0009_1001), Vr.LO, "x "u8.ToArray()))
            .Build();

        var text = DataSetDump.ToString(dataSet);
        Assert.Contains(@"[a\u{1B}]0;title\u{7}\u{D}\u{A}b\u{202E}c\u{9B}d]", text, StringComparison.Ordinal);
        Assert.True(IsHarmless(text), text);
    }

    [Property(Arbitrary = [typeof(DataSetGenerator)], MaxTest = 200)]
    public bool Every_element_has_its_line(DicomDataSet dataSet) => LinesOf(dataSet) == DataSetDump.ToString(dataSet).Count(character => character == '\n');

    [Fact]
    public void Every_file_has_a_dump()
    {
        var count = 0;
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => file.Class == "well-formed"))
        {
            var dataSet = DicomFile.Read(file.Bytes()).DataSet;
            var text = DataSetDump.ToString(dataSet);
            Assert.True(IsHarmless(text), file.Name);
            Assert.Equal(LinesOf(dataSet), text.Count(character => character == '\n'));
            count++;
        }

        output.WriteLine($"{count} files");
    }

    private static bool IsHarmless(string text) => text.All(character => character == '\n' || !char.IsControl(character));

    private static int LinesOf(DicomDataSet dataSet) =>
        dataSet.Sum(element => 1 + dataSet.GetItems(element.Tag).Sum(item => 1 + LinesOf(item)));
}
