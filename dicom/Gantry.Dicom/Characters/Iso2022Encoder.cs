using System.Buffers;

namespace Gantry.Dicom;

/// <summary>
/// Encodes text with code extensions (PS3.5 §6.1.2.5). What is not in the first value's sets is designated when it is needed; before the end of a line, each
/// delimiter of values and of person name components, and the end, G0 goes back to the first value's set, and G1 is taken to have done so.
/// </summary>
internal ref struct Iso2022Encoder
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly CodedSet[] _sets;
    private readonly CodedSet _initialG0;
    private readonly CodedSet _initialG1;
    private readonly Vr _vr;
    private CodedSet _g0;
    private CodedSet _g1;

    /// <summary>An encoder.</summary>
    /// <param name="initial">The sets of the first value.</param>
    /// <param name="sets">The sets that may be designated, in the order of the values.</param>
    /// <param name="vr">The VR, which tells the delimiters.</param>
    public Iso2022Encoder(Repertoire initial, CodedSet[] sets, Vr vr)
    {
        _sets = sets;
        _initialG0 = initial.G0;
        // Sets of two bytes are designated in each line and component where they occur (PS3.3 §C.12.1.1.2), though readers may know them already.
        _initialG1 = initial.G1.IsDoubleByte ? CodedSet.None : initial.G1;
        _vr = vr;
        (_g0, _g1) = (_initialG0, _initialG1);
    }

    /// <summary>Encodes the text.</summary>
    /// <returns>False where no set has some character.</returns>
    public bool TryEncode(string text, out byte[] bytes)
    {
        bytes = [];
        foreach (var character in text)
        {
            if (character < 0x21 || character == 0x7F || IsDelimiter(character))
            {
                LeaveG0();
                _output.Write([(byte)character]);
                _g1 = character is '\t' or '\n' or '\f' or '\r' || IsDelimiter(character) ? _initialG1 : _g1;
            }
            else if (!TryWrite(character))
            {
                return false;
            }
        }

        LeaveG0();
        bytes = _output.WrittenSpan.ToArray();
        return true;
    }

    private readonly bool IsDelimiter(char character) =>
        (character == '\\' && !_vr.IsSingleText) || (_vr == Vr.PN && character is '^' or '=');

    private void LeaveG0()
    {
        if (_g0 != _initialG0)
        {
            _output.Write(EscapeSequence.Of(_initialG0));
            _g0 = _initialG0;
        }
    }

    private bool TryWrite(char character)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (_g0.TryEncode(character, bytes, out var count) || _g1.TryEncode(character, bytes, out count))
        {
            _output.Write(bytes[..count]);
            return true;
        }

        if (_initialG0.TryEncode(character, bytes, out count))
        {
            Designate(_initialG0);
            _output.Write(bytes[..count]);
            return true;
        }

        foreach (var set in _sets)
        {
            if (set.TryEncode(character, bytes, out count))
            {
                Designate(set);
                _output.Write(bytes[..count]);
                return true;
            }
        }

        return false;
    }

    private void Designate(CodedSet set)
    {
        _output.Write(EscapeSequence.Of(set));
        if (set.IsG1)
        {
            _g1 = set;
        }
        else
        {
            _g0 = set;
        }
    }
}
