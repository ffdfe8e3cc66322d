using System.Text;

namespace Gantry.Dicom.Tests;

public class SpecificCharacterSetTests
{
    [Theory]
    [InlineData("", "6A", "j")]
    [InlineData("", "4AE972F46D65", "Jérôme")]
    [InlineData("ISO_IR 100", "4AE972F46D65", "Jérôme")]
    [InlineData("ISO_IR 101", "57B17320A3F364BC", "Wąs Łódź")]
    [InlineData("ISO_IR 109", "C6FE", "Ĉŝ")]
    [InlineData("ISO_IR 110", "A1", "Ą")]
    [InlineData("ISO_IR 144", "BBEECE", "Лю\u042E")]
    [InlineData("ISO_IR 127", "E2C8C7E6EA", "قباني")]
    [InlineData("ISO_IR 126", "C4E9EFEDF5F3E9EFF2", "Διονυσιος")]
    [InlineData("ISO_IR 138", "F9F8E5EF", "שרון")]
    [InlineData("ISO_IR 148", "D0FD", "Ğı")]
    [InlineData("ISO_IR 203", "A4", "€")]
    [InlineData("ISO_IR 166", "A1D2", "กา")]
    [InlineData("ISO_IR 13", "D4CFC0DE5EC0DBB3", "ﾔﾏﾀﾞ^ﾀﾛｳ")]
    [InlineData("ISO_IR 192", "E5B1B1", "山")]
    [InlineData("GB18030", "CDF55ED0A1B6AB", "王^小东")]
    [InlineData("GBK", "CDF55ED0A1B6AB", "王^小东")]
    [InlineData("iso-ir 100", "E9", "é")]
    public void A_single_repertoire_is_decoded(string terms, string hex, string expected) =>
        Assert.Equal(expected, SpecificCharacterSet.Parse(terms).Decode(Convert.FromHexString(hex), Vr.PN));

    [Theory]
    [InlineData("\\ISO 2022 IR 87", "5E1B24423B3345441B28425E1B244242404F3A1B2842", "^山田^太郎")]
    [InlineData("ISO 2022 IR 13\\ISO 2022 IR 87", "D4CFC0DE3D1B24423B3345441B284A", "ﾔﾏﾀﾞ=山田")]
    [InlineData("\\ISO 2022 IR 159", "1B24284430211B2842", "丂")]
    [InlineData("\\ISO 2022 IR 149", "486F6E673D1B242943FBF35E1B242943D1CED4D7", "Hong=洪^吉洞")]
    [InlineData("\\ISO 2022 IR 58", "5A68616E673D1B242941D5C55E1B242941B6AB", "Zhang=张^东")]
    [InlineData("ISO 2022 IR 100\\ISO 2022 IR 144", "E95E1B2D4CB85EE9", "é^И^é")]
    public void Code_extensions_switch_and_fall_back_at_delimiters(string terms, string hex, string expected) =>
        Assert.Equal(expected, SpecificCharacterSet.Parse(terms).Decode(Convert.FromHexString(hex), Vr.PN));

    [Fact]
    public void A_backslash_inside_a_character_separates_no_values()
    {
        // 表 in JIS X 0208 is 49 3D, of which 3DH is an equals sign; 81 5C is one character of GBK.
        var japanese = Read("\\ISO 2022 IR 87", "1B2442493D1B28425C42"u8, Vr.PN);
        Assert.Equal(["表", "B"], japanese.GetStrings(Tags.OtherPatientNames));

        var chinese = Read("GBK", "815C5C42"u8, Vr.LO);
        Assert.Equal(2, chinese.GetStrings(Tags.OtherPatientNames).Length);
    }

    [Fact]
    public void Items_inherit_the_character_set_unless_they_have_their_own()
    {
        var bytes = new DataSetBytes()
            .Short(0x0008_0005, "CS", "ISO_IR 144"u8)
            .Long(0x0008_1110, "SQ", 0xFFFF_FFFF)
            .Item().Short(0x0008_0104, "LO", 0xB8, 0x20).EndItem()
            .Item().Short(0x0008_0005, "CS", "ISO_IR 100"u8).Short(0x0008_0104, "LO", 0xE9, 0x20).EndItem()
            .EndSequence()
            .ToArray();

        var items = DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian).GetItems(Tags.ReferencedStudySequence);

        Assert.Equal(["И", "é"], items.Select(item => item.GetString(Tags.CodeMeaning)));
    }

    [Fact]
    public void Any_bytes_are_decoded_without_an_exception()
    {
        string[] terms = ["", "ISO_IR 6", "ISO_IR 13", "ISO_IR 192", "GB18030", "GBK", "ISO_IR 166", "\\ISO 2022 IR 87", "ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159", "\\ISO 2022 IR 149", "\\ISO 2022 IR 58", "NONSENSE"];
        var random = new Random(1);
        foreach (var characterSet in terms.Select(SpecificCharacterSet.Parse))
        {
            for (var round = 0; round < 2_000; round++)
            {
                var bytes = new byte[random.Next(24)];
                random.NextBytes(bytes);
                for (var i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = random.Next(5) == 0 ? "\x1B$()-BJIDCA"u8[random.Next(11)] : bytes[i];
                }

                Assert.NotNull(characterSet.Decode(bytes, Vr.PN));
                Assert.NotNull(characterSet.Decode(bytes, Vr.LT));
            }
        }
    }

    [Theory]
    [InlineData("ISO_IR 100", "Jérôme", true)]
    [InlineData("ISO_IR 100", "山", false)]
    [InlineData("ISO_IR 192", "山", true)]
    [InlineData("GB18030", "山", true)]
    [InlineData("", "é", false)]
    [InlineData("", "ANON^ONE", true)]
    public void Encoding_tells_whether_the_repertoire_has_the_text(string terms, string text, bool expected)
    {
        var characterSet = SpecificCharacterSet.Parse(terms);

        Assert.Equal(expected, characterSet.TryEncode(text, Vr.LO, out var bytes));
        Assert.Equal(expected ? text : "", characterSet.Decode(bytes, Vr.LO));
    }

    private static DicomDataSet Read(string terms, ReadOnlySpan<byte> hex, Vr vr) => DataSetReader.Read(
        new DataSetBytes()
            .Short(0x0008_0005, "CS", Encoding.ASCII.GetBytes(terms))
            .Short(0x0010_1001, vr.ToString(), Convert.FromHexString(Encoding.ASCII.GetString(hex)))
            .ToArray(),
        TransferSyntax.ExplicitVRLittleEndian);
}
