using System.Text;

namespace Gantry.Dicom.Tests;

public class DicomJsonTests
{
    private static readonly byte[] LatinName = Encoding.Latin1.GetBytes("ANON^\u00C4NNE");

    [Fact]
    public void Values_are_written_as_the_standard_has_them()
    {
        var dataSet = new DicomDataSetBuilder()
            .Add(Tags.ImageType, @"ORIGINAL\\AXIAL")
            .Set(new DicomSequence(Tags.ReferencedImageSequence, [new DicomDataSetBuilder().Add(Tags.ReferencedSOPInstanceUID, "2.25.2").Build(), DicomDataSet.Empty]))
            .Add(Tags.PatientName, "ANON^ONE=無名^一")
            .Set(new DicomBytes(Tags.PatientSex, Vr.CS, default))
            .Set(new DicomBytes(Tags.PixelSpacing, Vr.DS, "0.50\\+1.5 "u8.ToArray()))
            .Add(Tags.Rows, 512)
            .Set(new DicomBytes(Tags.FrameIncrementPointer, Vr.AT, new byte[] { 0x18, 0x00, 0x63, 0x10 }))
            .Add(Tags.PixelData, new byte[] { 1, 2, 3, 4 })
            .Build();

        const string Expected = """
            {"00080005":{"vr":"CS","Value":["ISO_IR 192"]},
            "00080008":{"vr":"CS","Value":["ORIGINAL",null,"AXIAL"]},
            "00081140":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["2.25.2"]}},{}]},
            "00100010":{"vr":"PN","Value":[{"Alphabetic":"ANON^ONE","Ideographic":"無名^一"}]},
            "00100040":{"vr":"CS"},
            "00280009":{"vr":"AT","Value":["00181063"]},
            "00280010":{"vr":"US","Value":[512]},
            "00280030":{"vr":"DS","Value":[0.50,"+1.5"]},
            "7FE00010":{"vr":"OW","InlineBinary":"AQIDBA=="}}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), Text(dataSet));
    }

    [Theory]
    [InlineData("FD", "[1.5,-0,1E+300,\"NaN\",\"Infinity\",\"-Infinity\"]")]
    [InlineData("FL", "[\"NaN\",\"-Infinity\",1.5]")]
    [InlineData("FL", "[0.1,16777216,3.4028235E+38]")]
    [InlineData("SV", "[9007199254740992,\"-9223372036854775808\"]")]
    [InlineData("UV", "[0,\"18446744073709551615\"]")]
    [InlineData("SL", "[-2147483648,2147483647]")]
    [InlineData("SS", "[-32768]")]
    [InlineData("DS", "[1,-12.50,1E3,\"1.\",\".5\",\"007\",null,\"1e999\",\"0.30000000000000004\"]")]
    [InlineData("IS", "[-5,\"+5\"]")]
    [InlineData("LO", "[\"a\",null,\"b\"]")]
    [InlineData("UT", "[\"a\\\\b \\n\\\" \\u0001c\"]")]
    [InlineData("PN", "[{\"Phonetic\":\"X^Y\"},null]")]
    [InlineData("PN", "[{\"Alphabetic\":\"A\",\"Phonetic\":\"X=\"}]")]
    [InlineData("UR", "[\"https://example.org/a\"]")]
    public void Values_come_back_letter_for_letter(string vr, string value)
    {
        var json = $$$"""{"00091001":{"vr":"{{{vr}}}","Value":{{{value}}}}}""";
        Assert.Equal(json, Text(Read(json)));
    }

    [Fact]
    public void Text_of_any_character_set_becomes_utf8()
    {
        var item = new DicomDataSetBuilder().Set(new DicomBytes(Tags.PatientName, Vr.PN, LatinName)).Build();
        var dataSet = new DicomDataSetBuilder()
            .Set(new DicomBytes(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 100"u8.ToArray()))
            .Set(new DicomBytes(Tags.PatientName, Vr.PN, LatinName))
            .Build();
        var undeclared = new DicomDataSetBuilder().Set(new DicomSequence(Tags.ReferencedImageSequence, [item])).Build();

        const string Name = "{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"ANON^\u00C4NNE\"}]}";
        const string Declared = "\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]}";
        Assert.Equal($"{{{Declared},\"00100010\":{Name}}}", Text(dataSet));
        Assert.Equal($"{{{Declared},\"00081140\":{{\"vr\":\"SQ\",\"Value\":[{{\"00100010\":{Name}}}]}}}}", Text(undeclared));

        var read = Read("{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 100\"]},\"00100010\":" + Name + "}");
        Assert.Equal(("ISO_IR 192", "ANON^\u00C4NNE"), (read.GetString(Tags.SpecificCharacterSet), read.GetString(Tags.PatientName)));
        Assert.Equal("ISO_IR 192", Read("{\"00100010\":" + Name + "}").GetString(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void Binary_values_are_little_endian_and_what_a_vr_cannot_hold_is_kept_as_unknown()
    {
        var dataSet = new DicomDataSetBuilder()
            .Set(new DicomBytes(new Tag(0x0009_1001), Vr.OW, new byte[] { 1, 2, 3, 4 }, isBigEndian: true))
            .Set(new DicomBytes(new Tag(0x0009_1002), Vr.US, new byte[] { 1, 2, 3 }))
            .Set(new DicomBytes(new Tag(0x0009_1003), Vr.Parse("XX"), new byte[] { 1 }))
            .Set(new DicomBytes(new Tag(0x0009_1004), Vr.US, new byte[] { 1, 2 }, isBigEndian: true))
            .Build();

        Assert.Equal(
            """{"00091001":{"vr":"OW","InlineBinary":"AgEEAw=="},"00091002":{"vr":"UN","InlineBinary":"AQID"},"00091003":{"vr":"UN","InlineBinary":"AQ=="},"00091004":{"vr":"US","Value":[258]}}""",
            Text(dataSet));
    }

    [Fact]
    public void Encapsulated_pixel_data_comes_back_in_its_fragments()
    {
        var dataSet = new DicomDataSetBuilder().Set(new DicomFragments(Tags.PixelData, Vr.OB, new byte[4], [new byte[] { 1, 2 }, new byte[] { 3, 4, 5, 6 }])).Build();

        var read = DicomJsonReader.Read(DicomJsonWriter.ToArray(dataSet));
        Assert.IsType<DicomFragments>(read[Tags.PixelData]);
        Assert.Equal(DataSetDigest.Of(dataSet), DataSetDigest.Of(read));
    }

    [Fact]
    public void Bulk_data_goes_where_the_caller_says_and_comes_from_there()
    {
        var inner = new DicomDataSetBuilder().Add(Tags.PixelData, new byte[2_000]).Build();
        var dataSet = new DicomDataSetBuilder()
            .Set(new DicomSequence(Tags.IconImageSequence, [DicomDataSet.Empty, inner]))
            .Add(Tags.RedPaletteColorLookupTableData, new byte[1_500])
            .Add(Tags.PixelData, new byte[1_000])
            .Build();
        var asked = new List<(string, long)>();
        var options = new DicomJsonWriterOptions
        {
            BulkData = element =>
            {
                asked.Add((element.Path, element.Length));
                return element.Element.Tag == Tags.PixelData ? BulkDataPlacement.At("../bulk/" + element.Path) : BulkDataPlacement.Omitted;
            },
        };

        var json = DicomJsonWriter.ToArray(dataSet, options);
        Assert.Equal([("00880200/1/7FE00010", 2_000L), ("00281201", 1_500L)], asked.Order().Reverse());

        var reading = new List<BulkDataReference>();
        var read = DicomJsonReader.Read(json, new DicomJsonReaderOptions
        {
            BulkData = reference =>
            {
                reading.Add(reference);
                return new DicomBytes(reference.Tag, reference.Vr, new byte[2_000]);
            },
        });
        Assert.Equal(new BulkDataReference("00880200/1/7FE00010", Tags.PixelData, Vr.OW, "../bulk/00880200/1/7FE00010"), Assert.Single(reading));
        Assert.Equal(DataSetDigest.Of(dataSet.ToBuilder().Remove(Tags.RedPaletteColorLookupTableData).Build()), DataSetDigest.Of(read));
        Assert.False(DicomJsonReader.Read(json, new DicomJsonReaderOptions { BulkData = _ => null }).GetItems(Tags.IconImageSequence)[1].Contains(Tags.PixelData));
        Assert.Contains("BulkDataURI", Assert.Throws<DicomEncodingException>(() => DicomJsonReader.Read(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_write_is_accepted()
    {
        var read = Read("""{"00100020":{"Value":["ID1"],"comment":[{"a":[1]}],"vr":"LO"}}""");
        Assert.Equal("ID1", read.GetString(Tags.PatientID));

        read = Read("""{"7fe00010":{"vr":"OB","InlineBinary":""},"00280010":{"vr":"US","Value":[5.0]},"00100010":{"vr":"PN","Value":["ANON^ONE"]},"00189074":{"vr":"FD","Value":["NaN",1e2,"-Infinity"]}}""");
        Assert.Equal((5, "ANON^ONE"), (read.GetInt32(Tags.Rows), read.GetString(Tags.PatientName)));
        Assert.Equal([double.NaN, 100, double.NegativeInfinity], read.GetDoubles(new Tag(0x0018_9074)));
        Assert.Equal([Tags.PatientName, new Tag(0x0018_9074), Tags.Rows, Tags.PixelData], read.Select(element => element.Tag));
    }

    [Fact]
    public async Task Data_sets_stream_in_both_directions()
    {
        var dataSets = Enumerable.Range(0, 2_000).Select(i => new DicomDataSetBuilder().Add(Tags.InstanceNumber, i).Add(Tags.PixelData, new byte[i]).Build()).ToList();
        using var stream = new MemoryStream();
        await DicomJsonWriter.WriteAsync(dataSets.ToAsyncEnumerable(), stream, null, TestContext.Current.CancellationToken);
        stream.Position = 0;

        var read = await DicomJsonReader.ReadAsync(stream, null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(dataSets.Select(DataSetDigest.Of), read.Select(DataSetDigest.Of));
        Assert.Equal(2_000, DicomJsonReader.ReadAll(new(stream.ToArray())).Length);
    }

    private static string Text(DicomDataSet dataSet) => Encoding.UTF8.GetString(DicomJsonWriter.ToArray(dataSet));

    private static DicomDataSet Read(string json) => DicomJsonReader.Read(Encoding.UTF8.GetBytes(json));
}
