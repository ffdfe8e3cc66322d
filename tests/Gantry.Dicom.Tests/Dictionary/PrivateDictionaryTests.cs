using System.IO.Compression;
using Gantry.Tools.DictionaryGenerator;

namespace Gantry.Dicom.Tests;

public class PrivateDictionaryTests
{
    [Theory]
    [InlineData("SIEMENS CSA HEADER", "00291010", "OB", "1", "CSA Image Header Info")]
    [InlineData("SIEMENS CSA HEADER", "0029F010", "OB", "1", "CSA Image Header Info")]
    [InlineData("SIEMENS MR HEADER ", "0019110C", "IS", "1", "B_value")]
    [InlineData("GEMS_PARM_01", "00431039", "IS", "4", "Slop_int_6... slop_int_9")]
    [InlineData("CANON_MEC_MR3", "700D1000", "DS", "1", "Scale Factor")]
    [InlineData("DLX_ANNOT_01", "70051004", "ST", "1", "Text_annotation")]
    [InlineData("FDMS 1.0", "00251034", "SS", "1", "tan θ")]
    public void Elements_are_found_by_creator_whatever_their_block(string creator, string tag, string vr, string vm, string name)
    {
        Assert.True(Tag.TryParse(tag, out var parsed));
        Assert.True(PrivateDictionary.TryGet(creator, parsed, out var entry));
        Assert.Equal((creator.Trim(), vr, vm, name), (entry.Creator, entry.Vr.ToString(), entry.Vm, entry.Name));
    }

    [Theory]
    [InlineData("SIEMENS CSA HEADER", "00290010")]
    [InlineData("SIEMENS CSA HEADER", "00281010")]
    [InlineData("siemens csa header", "00291010")]
    [InlineData("NOBODY", "00291010")]
    [InlineData("", "00291010")]
    public void What_is_not_known_is_not_found(string creator, string tag)
    {
        Assert.True(Tag.TryParse(tag, out var parsed));
        Assert.False(PrivateDictionary.TryGet(creator, parsed, out _));
    }

    [Fact]
    public void Every_line_of_the_table_is_found()
    {
        var rows = Table.Read(Path.Combine(DictionaryTests.Top(), "tools", "DictionaryGenerator", "Tables", "private-dictionary.csv")).Where(row => "13579BDFx".Contains(row["tag"][3]) && row["tag"][7] != 'x').ToList();
        foreach (var row in rows)
        {
            Assert.True(Tag.TryParse(row["tag"].Replace("xx", "13"), out var tag));
            var isFound = PrivateDictionary.TryGet(row["creator"], new Tag(tag.Group, (ushort)(0x1200 | (tag.Element & 0xFF))), out var entry);
            Assert.True(isFound && (entry!.Name == row["name"] || row["tag"][4..6] != "xx"), $"{row["creator"]} {row["tag"]}: {entry}");
        }

        Assert.Equal(PrivateDictionary.Creators.Sum(creator => PrivateDictionary.EntriesOf(creator).Count()),
            rows.DistinctBy(row => (row["creator"].Trim(), row["tag"][..4], row["tag"][6..])).Count());
    }

    [Fact]
    public void The_packed_table_is_what_the_table_gives()
    {
        var top = DictionaryTests.Top();
        foreach (var (name, bytes) in GeneratedSources.BinariesOf(Path.Combine(top, "tools", "DictionaryGenerator", "Tables")))
        {
            var committed = File.ReadAllBytes(Path.Combine(top, "dicom", "Gantry.Dicom", "Dictionary", name));
            Assert.True(Unpacked(bytes).AsSpan().SequenceEqual(Unpacked(committed)), $"{name} is not what tools/DictionaryGenerator writes: run it.");
        }
    }

    private static byte[] Unpacked(byte[] bytes)
    {
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        brotli.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
