namespace Gantry.Dicom;

/// <summary>A coded character set that G0 or G1 can be (PS3.3 §C.12.1.1.2).</summary>
/// <param name="Kind">How its bytes make characters.</param>
/// <param name="CodePage">The code page with its characters.</param>
internal readonly partial record struct CodedSet(CodedSetKind Kind, int CodePage)
{
    public static CodedSet None => default;
    public static CodedSet Ascii => new(CodedSetKind.Ascii, CodePages.Latin1);
    public static CodedSet Romaji => new(CodedSetKind.Romaji, CodePages.Latin1);
    public static CodedSet Katakana => new(CodedSetKind.Katakana, 0);
    public static CodedSet Kanji => new(CodedSetKind.DoubleByte, CodePages.Japanese);
    public static CodedSet SupplementaryKanji => new(CodedSetKind.SupplementaryKanji, CodePages.Japanese);
    public static CodedSet Korean => new(CodedSetKind.DoubleByte, CodePages.Korean);
    public static CodedSet SimplifiedChinese => new(CodedSetKind.DoubleByte, CodePages.Gb2312);

    /// <summary>True where two bytes make a character.</summary>
    public bool IsDoubleByte => Kind is CodedSetKind.DoubleByte or CodedSetKind.SupplementaryKanji;

    /// <summary>True where it is designated as G1, false for G0.</summary>
    public bool IsG1 => Kind is CodedSetKind.SingleByte or CodedSetKind.Katakana || this == Korean || this == SimplifiedChinese;

    /// <summary>One of the single-byte sets of ISO 8859 and TIS 620.</summary>
    public static CodedSet Single(int codePage) => new(CodedSetKind.SingleByte, codePage);
}
