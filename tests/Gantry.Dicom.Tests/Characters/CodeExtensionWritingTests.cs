using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

public class CodeExtensionWritingTests
{
    // Terms, and characters that their sets have together.
    private static readonly (string Terms, string Characters)[] Sets =
    [
        ("ISO_IR 100", "éèßÄ"), ("ISO_IR 101", "Łżß"), ("ISO_IR 109", "Ĉŝ"), ("ISO_IR 110", "Ąß"), ("ISO_IR 144", "КирИ"), ("ISO_IR 127", "قباني"),
        ("ISO_IR 126", "αβΔ"), ("ISO_IR 138", "שרון"), ("ISO_IR 148", "Ğıé"), ("ISO_IR 203", "€Ž"), ("ISO_IR 166", "กา"), ("ISO_IR 13", "ﾔﾏｱ"), ("ISO_IR 192", "é山홍\U0001F600"),
        ("GB18030", "王小张홍é"), ("GBK", "王小张張"), ("\\ISO 2022 IR 87", "山田やマ表"), ("ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159", "ﾔﾏ山田丂"),
        ("\\ISO 2022 IR 149", "洪홍길동"), ("\\ISO 2022 IR 58", "张小东王。"), ("ISO 2022 IR 149", "홍길"), ("ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126\\ISO 2022 IR 87", "éИα山"),
        ("ISO 2022 IR 6\\ISO 2022 IR 100\\ISO 2022 IR 149\\ISO 2022 IR 58\\ISO 2022 IR 87\\ISO 2022 IR 159", "é홍张山丂"),
    ];

    private static readonly Vr[] Vrs = [Vr.PN, Vr.LO, Vr.LT];

    [Theory]
    [InlineData("ISO 2022 IR 100\\ISO 2022 IR 144", "PN", "é^И^é", "E95E1B2D4CB85EE9")]
    [InlineData("ISO 2022 IR 100\\ISO 2022 IR 144", "LO", "éИé\\И", "E91B2D4CB81B2D41E95C1B2D4CB8")]
    [InlineData("\\ISO 2022 IR 100", "LO", "é", "1B2D41E9")]
    [InlineData("\\ISO 2022 IR 87", "LO", "山A田", "1B24423B331B2842411B244245441B2842")]
    [InlineData("\\ISO 2022 IR 87", "LT", "山\\田", "1B24423B331B28425C1B244245441B2842")]
    [InlineData("\\ISO 2022 IR 87\\ISO 2022 IR 159", "LO", "山丂", "1B24423B331B242844" + "3021" + "1B2842")]
    public void Sets_are_designated_where_they_are_needed(string terms, string vr, string text, string hex)
    {
        Assert.True(SpecificCharacterSet.Parse(terms).TryEncode(text, Vr.Parse(vr), out var bytes));
        Assert.Equal(hex, Convert.ToHexString(bytes));
    }

    [Theory]
    [InlineData("\\ISO 2022 IR 87", "é")]
    [InlineData("\\ISO 2022 IR 87", "①")]
    [InlineData("\\ISO 2022 IR 149", "山\u4E02")]
    [InlineData("\\ISO 2022 IR 58", "張")]
    [InlineData("ISO_IR 100", "И")]
    [InlineData("ISO_IR 166", "€")]
    [InlineData("ISO_IR 13", "ﾔ¥")] // its byte separates values
    [InlineData("ISO_IR 13\\NONSENSE", "ﾔ")]
    [InlineData("\\ISO 2022 IR 87", "\U0001F600")]
    public void What_no_set_has_is_not_written(string terms, string text) => Assert.False(SpecificCharacterSet.Parse(terms).TryEncode(text, Vr.LO, out _));

    [Property(MaxTest = 3_000)]
    public Property What_the_sets_have_is_written_and_read_again()
    {
        var inputs =
            from set in Gen.Elements(Sets)
            from vr in Gen.Elements(Vrs)
            from parts in Gen.ListOf(Gen.OneOf(Gen.Elements(set.Characters.EnumerateRunes().Select(rune => rune.ToString()).ToArray()), Gen.Elements("A", "b", "1", " ", "^", "=", "\r\n", "\t")))
            select (set.Terms, vr, text: string.Concat(parts));
        return Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            var characterSet = SpecificCharacterSet.Parse(input.Terms);
            return characterSet.TryEncode(input.text, input.vr, out var bytes) && characterSet.Decode(bytes, input.vr) == input.text;
        });
    }

    [Fact]
    public void A_data_set_keeps_its_code_extensions_as_long_as_they_suffice()
    {
        var builder = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, "\\ISO 2022 IR 87").Set(Tags.PatientName, "Yamada^Tarou=山田^太郎");
        var kept = builder.Build();
        var changed = builder.Set(Tags.PatientComments, "홍").Build();

        Assert.Equal(["", "ISO 2022 IR 87"], kept.GetStrings(Tags.SpecificCharacterSet));
        Assert.Equal("Yamada^Tarou=山田^太郎", kept.GetString(Tags.PatientName));
        Assert.Equal("ISO_IR 192", changed.GetString(Tags.SpecificCharacterSet));
        Assert.Equal(("Yamada^Tarou=山田^太郎", "홍"), (changed.GetString(Tags.PatientName), changed.GetString(Tags.PatientComments)));
    }
}
