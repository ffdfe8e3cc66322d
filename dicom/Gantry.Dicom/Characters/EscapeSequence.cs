namespace Gantry.Dicom;

/// <summary>The escape sequences that designate G0 or G1 (PS3.3 §C.12.1.1.2, ISO/IEC 2022).</summary>
internal static class EscapeSequence
{
    public const byte Escape = 0x1B;

    private static readonly byte[] Finals = [0x41, 0x42, 0x43, 0x44, 0x4C, 0x47, 0x46, 0x48, 0x4D, 0x62, 0x54];

    /// <summary>Reads the bytes after ESC.</summary>
    /// <param name="bytes">The bytes that follow the ESC.</param>
    /// <param name="length">How many of them belong to the sequence.</param>
    /// <param name="isG1">True where it designates G1, false for G0.</param>
    /// <param name="set">The set it designates.</param>
    /// <returns>False for sequences that DICOM does not use.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out int length, out bool isG1, out CodedSet set)
    {
        (length, isG1, set) = bytes switch
        {
            [0x28, 0x42, ..] => (2, false, CodedSet.Ascii),
            [0x28, 0x4A, ..] => (2, false, CodedSet.Romaji),
            [0x29, 0x49, ..] => (2, true, CodedSet.Katakana),
            [0x24, 0x42, ..] or [0x24, 0x40, ..] => (2, false, CodedSet.Kanji), // 24 40: the edition of 1978, in old data
            [0x24, 0x28, 0x44, ..] => (3, false, CodedSet.SupplementaryKanji),
            [0x24, 0x29, 0x43, ..] => (3, true, CodedSet.Korean),
            [0x24, 0x29, 0x41, ..] => (3, true, CodedSet.SimplifiedChinese),
            [0x2D, var final, ..] => (2, true, SingleByte(final)),
            _ => (0, false, CodedSet.None),
        };
        return set != CodedSet.None;
    }

    /// <summary>The escape sequence that designates a set, ESC included.</summary>
    public static ReadOnlySpan<byte> Of(CodedSet set) => set.Kind switch
    {
        CodedSetKind.Ascii => [Escape, 0x28, 0x42],
        CodedSetKind.Romaji => [Escape, 0x28, 0x4A],
        CodedSetKind.Katakana => [Escape, 0x29, 0x49],
        CodedSetKind.SupplementaryKanji => [Escape, 0x24, 0x28, 0x44],
        CodedSetKind.DoubleByte when set == CodedSet.Korean => [Escape, 0x24, 0x29, 0x43],
        CodedSetKind.DoubleByte when set == CodedSet.SimplifiedChinese => [Escape, 0x24, 0x29, 0x41],
        CodedSetKind.DoubleByte => [Escape, 0x24, 0x42],
        _ => (byte[])[Escape, 0x2D, Finals.First(final => SingleByte(final) == set)],
    };

    private static CodedSet SingleByte(byte final) => final switch
    {
        0x41 => CodedSet.Single(CodePages.Latin1),
        0x42 => CodedSet.Single(28_592),
        0x43 => CodedSet.Single(28_593),
        0x44 => CodedSet.Single(28_594),
        0x4C => CodedSet.Single(28_595),
        0x47 => CodedSet.Single(28_596),
        0x46 => CodedSet.Single(28_597),
        0x48 => CodedSet.Single(28_598),
        0x4D => CodedSet.Single(28_599),
        0x62 => CodedSet.Single(28_605),
        0x54 => CodedSet.Single(CodePages.Thai),
        _ => CodedSet.None,
    };
}
