namespace Gantry.Dicom.Tests;

/// <summary>The examples of PS3.5 Annexes H to K, both ways.</summary>
public class StandardExampleTests
{
    private const string Katakana = "D4CFC0DE5EC0DBB3";

    [Theory]
    [InlineData("\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう",
        "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D1B24422464245E24401B28425E1B2442243F246D24261B2842")] // H.3.1
    [InlineData("ISO 2022 IR 13\\ISO 2022 IR 87", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
        Katakana + "3D1B24423B3345441B284A5E1B244242404F3A1B284A3D1B24422464245E24401B284A5E1B2442243F246D24261B284A")] // H.3.2
    [InlineData("\\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동",
        "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D1B242943C8AB5E1B242943B1E6B5BF")] // I.2
    [InlineData("ISO_IR 192", "Wang^XiaoDong=王^小东", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE4B89C")] // J.1
    [InlineData("GB18030", "Wang^XiaoDong=王^小东", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB")] // J.3
    [InlineData("GBK", "Wang^XiaoDong=王^小东", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB")]
    [InlineData("\\ISO 2022 IR 58", "Zhang^XiaoDong=张^小东=", "5A68616E675E5869616F446F6E673D1B242941D5C55E1B242941D0A1B6AB3D")] // K.2
    public void A_person_name_is_read_and_written(string terms, string text, string hex) => BothWays(terms, text, hex, Vr.PN);

    [Theory]
    [InlineData("ISO_IR 192", "The first line includes 中文.\r\nThe second line includes 中文, too.\r\nThe third line.",
        "546865206669727374206C696E6520696E636C7564657320E4B8ADE69687" + "2E0D0A" + "546865207365636F6E64206C696E6520696E636C7564657320E4B8ADE69687" + "2C20746F6F2E0D0A" + "546865207468697264206C696E652E")] // J.2
    [InlineData("GB18030", "The first line includes 中文.\r\nThe second line includes 中文, too.\r\nThe third line.",
        "546865206669727374206C696E6520696E636C7564657320D6D0CEC4" + "2E0D0A" + "546865207365636F6E64206C696E6520696E636C7564657320D6D0CEC4" + "2C20746F6F2E0D0A" + "546865207468697264206C696E652E")] // J.4
    [InlineData("\\ISO 2022 IR 149", "The first line includes 길동.\r\nThe second line includes 길동, too.\r\nThe third line.",
        "546865206669727374206C696E6520696E636C75646573201B242943B1E6B5BF" + "2E0D0A" + "546865207365636F6E64206C696E6520696E636C75646573201B242943B1E6B5BF" + "2C20746F6F2E0D0A" + "546865207468697264206C696E652E")]
    [InlineData("\\ISO 2022 IR 58", "1. 第一行文字。\r\n2. 第二行文字。\r\n3. 第三行文字。",
        "312E201B242941B5DAD2BBD0D0CEC4D7D6A1A3" + "0D0A" + "322E201B242941B5DAB6FED0D0CEC4D7D6A1A3" + "0D0A" + "332E201B242941B5DAC8FDD0D0CEC4D7D6A1A3")]
    public void Text_of_several_lines_is_read_and_written(string terms, string text, string hex) => BothWays(terms, text, hex, Vr.LT);

    [Theory]
    [InlineData("\\ISO 2022 IR 149", // I.3: the designation at the beginning of each line
        "1B242943" + "546865206669727374206C696E6520696E636C7564657320B1E6B5BF" + "2E0D0A" + "1B242943" + "546865207365636F6E64206C696E6520696E636C7564657320B1E6B5BF" + "2C20746F6F2E0D0A" + "546865207468697264206C696E652E",
        "The first line includes 길동.\r\nThe second line includes 길동, too.\r\nThe third line.")]
    [InlineData("\\ISO 2022 IR 58", // K.3
        "1B242941312EB5DAD2BBD0D0CEC4D7D6A1A30D0A1B242941322EB5DAB6FED0D0CEC4D7D6A1A30D0A1B242941332EB5DAC8FDD0D0CEC4D7D6A1A30D0A",
        "1.第一行文字。\r\n2.第二行文字。\r\n3.第三行文字。\r\n")]
    public void Text_that_designates_before_it_needs_to_is_read(string terms, string hex, string text) =>
        Assert.Equal(text, SpecificCharacterSet.Parse(terms).Decode(Convert.FromHexString(hex), Vr.LT));

    private static void BothWays(string terms, string text, string hex, Vr vr)
    {
        var characterSet = SpecificCharacterSet.Parse(terms);

        Assert.Equal(text, characterSet.Decode(Convert.FromHexString(hex), vr));
        Assert.True(characterSet.TryEncode(text, vr, out var bytes));
        Assert.Equal(hex, Convert.ToHexString(bytes));
    }
}
