using System.Text;

namespace Gantry.Dicom;

/// <summary>
/// Decodes text with code extensions. What is designated falls back to the first value's sets at the end of a line, at each delimiter of values and of
/// person name components (PS3.5 §6.1.2.5.3), which the framework's own decoders do not know.
/// </summary>
internal ref struct Iso2022Decoder(Repertoire initial, Vr vr)
{
    private const char Unknown = '\uFFFD';

    private readonly StringBuilder _text = new();
    private CodedSet _g0 = initial.G0;
    private CodedSet _g1 = initial.G1;

    public string Decode(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Step(bytes)..];
        }

        return _text.ToString();
    }

    private int Step(ReadOnlySpan<byte> bytes)
    {
        var first = bytes[0];
        if (first == EscapeSequence.Escape)
        {
            return Designate(bytes);
        }

        if (first < 0x21 || first == 0x7F)
        {
            if (first is 0x09 or 0x0A or 0x0C or 0x0D)
            {
                Reset();
            }

            _text.Append((char)first);
            return 1;
        }

        return first < 0x80 ? StepG0(bytes) : Append(bytes, _g1);
    }

    private int StepG0(ReadOnlySpan<byte> bytes)
    {
        if (_g0.IsDoubleByte)
        {
            return Append(bytes, _g0);
        }

        var first = bytes[0];
        if ((first == '\\' && !vr.IsSingleText) || (vr == Vr.PN && first is (byte)'^' or (byte)'='))
        {
            Reset();
            _text.Append((char)first);
        }
        else
        {
            _text.Append(_g0.Kind == CodedSetKind.Romaji && first == 0x5C ? '\u00A5' : _g0.Kind == CodedSetKind.Romaji && first == 0x7E ? '\u203E' : (char)first);
        }

        return 1;
    }

    private readonly int Append(ReadOnlySpan<byte> bytes, CodedSet set)
    {
        if (set.IsDoubleByte)
        {
            return AppendPair(bytes, set);
        }

        _text.Append(set.Kind switch
        {
            CodedSetKind.SingleByte => CodePages.Get(set.CodePage).GetString(bytes[..1]),
            CodedSetKind.Katakana when bytes[0] is >= 0xA1 and <= 0xDF => ((char)(0xFF61 + bytes[0] - 0xA1)).ToString(),
            _ => Unknown.ToString(),
        });
        return 1;
    }

    private readonly int AppendPair(ReadOnlySpan<byte> bytes, CodedSet set)
    {
        // A byte that cannot be the second of a pair, such as an escape or a delimiter of the other half, is left to itself.
        if (bytes.Length < 2 || (bytes[1] & 0x7F) < 0x21 || (bytes[1] & 0x7F) == 0x7F || ((bytes[0] ^ bytes[1]) & 0x80) != 0)
        {
            _text.Append(Unknown);
            return 1;
        }

        Span<byte> pair = [(byte)(bytes[0] | 0x80), set.Kind == CodedSetKind.SupplementaryKanji ? (byte)(bytes[1] & 0x7F) : (byte)(bytes[1] | 0x80)];
        _text.Append(CodePages.Get(set.CodePage).GetString(pair));
        return 2;
    }

    private int Designate(ReadOnlySpan<byte> bytes)
    {
        if (!EscapeSequence.TryRead(bytes[1..], out var length, out var isG1, out var set))
        {
            _text.Append(Unknown);
            return 1;
        }

        if (isG1)
        {
            _g1 = set;
        }
        else
        {
            _g0 = set;
        }

        return 1 + length;
    }

    private void Reset()
    {
        _g0 = initial.G0;
        _g1 = initial.G1;
    }
}
