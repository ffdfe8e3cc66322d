namespace Gantry.Dicom;

internal readonly partial record struct CodedSet
{
    /// <summary>Encodes a character beyond 20H that is no delimiter.</summary>
    /// <param name="character">The character.</param>
    /// <param name="bytes">Two bytes, to be written.</param>
    /// <param name="count">How many of them make the character.</param>
    /// <returns>False where the set does not have it.</returns>
    public bool TryEncode(char character, Span<byte> bytes, out int count)
    {
        count = 1;
        switch (Kind)
        {
            case CodedSetKind.Ascii when character < 0x7F:
            case CodedSetKind.Romaji when character < 0x7F && character is not ('\\' or '~'):
                bytes[0] = (byte)character;
                return true;
            case CodedSetKind.Romaji when character is '\u00A5' or '\u203E':
                bytes[0] = character == '\u00A5' ? (byte)0x5C : (byte)0x7E;
                return true;
            case CodedSetKind.Katakana when character is >= '\uFF61' and <= '\uFF9F':
                bytes[0] = (byte)(0xA1 + character - 0xFF61);
                return true;
            case CodedSetKind.SingleByte or CodedSetKind.DoubleByte or CodedSetKind.SupplementaryKanji when character > 0x7F:
                return TryEncodeByCodePage(character, bytes, out count);
            default:
                count = 0;
                return false;
        }
    }

    private bool TryEncodeByCodePage(char character, Span<byte> bytes, out int count)
    {
        Span<byte> encoded = stackalloc byte[8];
        count = CodePages.GetSilent(CodePage).GetBytes([character], encoded);
        var isHere = Kind switch
        {
            CodedSetKind.SingleByte => count == 1 && encoded[0] >= 0xA0,
            CodedSetKind.SupplementaryKanji => count == 2 && encoded[0] >= 0xA1 && encoded[1] is >= 0x21 and < 0x7F,
            _ => count == 2 && encoded[0] >= 0xA1 && encoded[1] >= 0xA1 && IsOfStandard(encoded[0] & 0x7F, encoded[1] & 0x7F),
        };
        if (!isHere)
        {
            count = 0;
            return false;
        }

        encoded[..count].CopyTo(bytes);
        if (!IsG1)
        {
            bytes[0] &= 0x7F;
            bytes[1] &= 0x7F;
        }

        return true;
    }

    // The code pages have more than the standards: rows of vendors in JIS X 0208, and the extensions of GBK between the characters of GB 2312.
    private bool IsOfStandard(int row, int cell) => CodePage switch
    {
        CodePages.Japanese => row is (>= 0x21 and <= 0x28) or (>= 0x30 and <= 0x74),
        CodePages.Korean => row is >= 0x21 and <= 0x7D,
        _ => row switch
        {
            0x22 => cell is (>= 0x31 and <= 0x62) or (>= 0x65 and <= 0x6E) or (>= 0x71 and <= 0x7C),
            0x26 => cell is (>= 0x21 and <= 0x38) or (>= 0x41 and <= 0x58),
            0x28 => cell is (>= 0x21 and <= 0x3A) or (>= 0x45 and <= 0x69),
            0x29 => cell is >= 0x24 and <= 0x6F,
            0x57 => cell <= 0x79,
            _ => row is (>= 0x21 and <= 0x27) or (>= 0x30 and <= 0x77),
        },
    };
}
