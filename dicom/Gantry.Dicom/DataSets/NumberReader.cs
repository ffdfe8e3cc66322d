namespace Gantry.Dicom;

/// <summary>The numbers of a value field, one after the other: each as an integer, where it is one in range, and as a real number, where it is one at all.</summary>
internal struct NumberReader(ReadOnlyMemory<byte> value, Vr vr, bool isBigEndian)
{
    private readonly int _bytes = ValueNumbers.IsDecimalText(vr) ? 0 : ValueNumbers.BytesOf(vr);
    private ReadOnlyMemory<byte> _rest = value;
    private bool _isAtEnd;

    public (long? Integer, double? Real) Current { get; private set; }

    public readonly NumberReader GetEnumerator() => this;

    public bool MoveNext() => ValueNumbers.IsDecimalText(vr) ? MoveNextText() : MoveNextBinary();

    private bool MoveNextText()
    {
        if (_isAtEnd)
        {
            return false;
        }

        var end = _rest.Span.IndexOf((byte)'\\');
        var text = ValueText.Trim(end < 0 ? _rest.Span : _rest.Span[..end], vr);
        Current = (ValueNumbers.TryParse(text, out long whole) ? whole : null, ValueNumbers.TryParse(text, out double real) ? real : null);
        _isAtEnd = end < 0;
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return true;
    }

    private bool MoveNextBinary()
    {
        if (_bytes == 0 || _rest.Length < _bytes)
        {
            return false;
        }

        var span = _rest.Span[.._bytes];
        var real = ValueNumbers.ToDouble(span, vr, isBigEndian);
        var isReal = vr == Vr.FL || vr == Vr.FD || vr == Vr.OF || vr == Vr.OD;
        long? integer = !isReal ? ValueNumbers.ToInt64(span, vr, isBigEndian) : double.IsInteger(real) && Math.Abs(real) < 1e15 ? (long)real : null;
        Current = (integer < 0 && (vr == Vr.UV || vr == Vr.OV) ? null : integer, real);
        _rest = _rest[_bytes..];
        return true;
    }
}
