using System.Buffers;

namespace Gantry.Dicom;

/// <summary>
/// Writes what a scanner tells in another transfer syntax, element by element. Sequences and items get undefined lengths (PS3.5 §7.5.2), so that nothing waits
/// for what follows it.
/// </summary>
internal sealed class TranscodingSink(IBufferWriter<byte> output, TransferSyntax transferSyntax) : DataSetSink
{
    private readonly FieldWriter _fields = new(output, transferSyntax);
    private readonly Stack<bool> _areSigned = new([false]);
    private readonly byte[] _unit = new byte[8];
    private int _unitFilled;
    private int _unitBytes;
    private Vr _longVr;
    private uint _longLength;

    public override void Value(Tag tag, Vr vr, ReadOnlyMemory<byte> value, bool isBigEndian)
    {
        if (tag.IsGroupLength)
        {
            return; // retired, and wrong after the conversion (PS3.5 §7.2)
        }

        if (tag == Tags.PixelRepresentation && value.Length == 2)
        {
            _areSigned.Pop();
            _areSigned.Push(value.Span[isBigEndian ? 1 : 0] == 1);
        }

        _fields.WriteElement(tag, vr, value.Span, isBigEndian);
    }

    public override bool BeginLongValue(Tag tag, Vr vr, uint length, bool isBigEndian)
    {
        var writtenVr = FieldWriter.VrOf(vr, length);
        _fields.WriteHeader(tag, writtenVr, length + (length & 1));
        _unitBytes = _fields.SwappedUnitBytes(vr, writtenVr, isBigEndian);
        _longVr = vr;
        _longLength = length;
        return true;
    }

    public override void LongValue(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            Write(segment.Span);
        }
    }

    public override void EndLongValue()
    {
        output.Write(_unit.AsSpan(0, _unitFilled));
        _unitFilled = 0;
        _fields.Pad(_longLength, _longVr.PaddingByte);
    }

    public override void BeginSequence(Tag tag, bool isUndefinedLength) => _fields.WriteHeader(tag, Vr.SQ, ElementHeader.UndefinedLength);

    public override void BeginItem(bool isUndefinedLength)
    {
        _areSigned.Push(_areSigned.Peek());
        _fields.WriteTagAndLength(Tags.Item, ElementHeader.UndefinedLength);
    }

    public override void EndItem()
    {
        _areSigned.Pop();
        _fields.WriteTagAndLength(Tags.ItemDelimitationItem, 0);
    }

    public override void EndSequence() => _fields.WriteTagAndLength(Tags.SequenceDelimitationItem, 0);

    public override void BeginFragments(Tag tag, Vr vr) => throw new DicomEncodingException($"{tag} is encapsulated, which no native transfer syntax can hold.");

    public override void Fragment(ReadOnlyMemory<byte> value) => throw new InvalidOperationException("No encapsulated pixel data has begun.");

    public override void EndFragments(bool isSkipped) => throw new InvalidOperationException("No encapsulated pixel data has begun.");

    public override Vr Resolve(Tag tag, VrChoice choice) => choice == VrChoice.USorSS ? _areSigned.Peek() ? Vr.SS : Vr.US : Vr.OW;

    // A unit may be cut between two pieces: its first bytes wait for the others.
    private void Write(ReadOnlySpan<byte> bytes)
    {
        while (_unitFilled > 0 && bytes.Length > 0)
        {
            _unit[_unitFilled++] = bytes[0];
            bytes = bytes[1..];
            if (_unitFilled == _unitBytes)
            {
                ByteOrder.WriteSwapped(_unit.AsSpan(0, _unitFilled), _unitBytes, output);
                _unitFilled = 0;
            }
        }

        var rest = bytes.Length % _unitBytes;
        ByteOrder.WriteSwapped(bytes[..^rest], _unitBytes, output);
        bytes[^rest..].CopyTo(_unit.AsSpan(_unitFilled));
        _unitFilled += rest;
    }
}
