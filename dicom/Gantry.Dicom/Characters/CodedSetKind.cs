namespace Gantry.Dicom;

/// <summary>How the bytes of a <see cref="CodedSet"/> make characters.</summary>
internal enum CodedSetKind
{
    /// <summary>Nothing is designated: no byte is a character.</summary>
    None,

    /// <summary>ISO 646.</summary>
    Ascii,

    /// <summary>JIS X 0201 Romaji: ISO 646 but for the yen sign and the overline.</summary>
    Romaji,

    /// <summary>JIS X 0201 Katakana, half-width.</summary>
    Katakana,

    /// <summary>One byte with the high bit, of a code page.</summary>
    SingleByte,

    /// <summary>Two bytes, which a code page has with both high bits set.</summary>
    DoubleByte,

    /// <summary>JIS X 0212: two bytes, which the code page has with the first high bit alone set.</summary>
    SupplementaryKanji,
}
