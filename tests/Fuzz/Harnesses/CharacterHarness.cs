using System.Text;
using Gantry.Dicom;

namespace Gantry.Fuzz.Harnesses;

/// <summary>Text: the first byte chooses the character set, the second the VR, the rest is the value. Decoding never throws; what is encoded is decoded the same.</summary>
internal static class CharacterHarness
{
    private static readonly string[] Terms =
    [
        "", "ISO_IR 6", "ISO_IR 100", "ISO_IR 144", "ISO_IR 166", "ISO_IR 13", "ISO_IR 192", "GB18030", "GBK", "\\ISO 2022 IR 87", "ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159",
        "\\ISO 2022 IR 149", "\\ISO 2022 IR 58", "ISO 2022 IR 149", "ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126", "NONSENSE", "ISO 2022 IR 6\\ISO 2022 IR 100\\ISO 2022 IR 149\\ISO 2022 IR 87",
    ];

    private static readonly Vr[] Vrs = [Vr.PN, Vr.LO, Vr.LT];

    public static void Run(byte[] bytes)
    {
        if (bytes.Length < 2)
        {
            return;
        }

        var vr = Vrs[bytes[1] % Vrs.Length];
        var characterSet = SpecificCharacterSet.Parse(Terms[bytes[0] % Terms.Length]);
        var text = characterSet.Decode(bytes.AsSpan(2), vr);
        if (characterSet.TryEncode(text, vr, out var encoded))
        {
            Promise.Holds(Ascii.IsValid(text) || characterSet.Decode(encoded, vr) == text || text.Any(char.IsSurrogate), "Text that was encoded is decoded the same.");
        }

        MatchKey.Parse(vr, text).Matches(text);
        PersonName.Fold(text);
        SpecificCharacterSet.Parse(bytes.AsSpan(2));
    }

    public static IEnumerable<byte[]> Seeds()
    {
        yield return [9, 0, .. "Yamada^Tarou="u8, 0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, (byte)'^', 0x1B, 0x24, 0x42, 0x42, 0x40, 0x1B, 0x28, 0x42];
        yield return [10, 0, 0xD4, 0xCF, (byte)'=', 0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x4A];
        yield return [11, 0, .. "Hong="u8, 0x1B, 0x24, 0x29, 0x43, 0xFB, 0xF3, (byte)'^', 0x1B, 0x24, 0x29, 0x43, 0xD1, 0xCE];
        yield return [12, 2, 0x1B, 0x24, 0x29, 0x41, 0xD5, 0xC5, 0x0D, 0x0A, 0xD0, 0xA1];
        yield return [14, 1, 0xE9, 0x1B, 0x2D, 0x4C, 0xB8, (byte)'\\', 0x1B, 0x2D, 0x46, 0xE1];
        yield return [6, 0, 0xE5, 0xB1, 0xB1, (byte)'^', 0xF0, 0x9F, 0x98, 0x80];
        yield return [7, 1, 0xCD, 0xF5, (byte)'\\', 0x81, 0x5C];
    }
}
