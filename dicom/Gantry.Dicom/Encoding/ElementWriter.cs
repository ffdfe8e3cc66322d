using System.Buffers;
using System.Buffers.Binary;

namespace Gantry.Dicom;

/// <summary>Writes elements, with lengths that have been measured.</summary>
internal readonly struct ElementWriter(IBufferWriter<byte> output, TransferSyntax transferSyntax, EncodedLengths lengths)
{
    private readonly bool _isExplicit = transferSyntax.IsExplicitVR;
    private readonly bool _isBigEndian = transferSyntax.IsBigEndian;

    public void Write(DicomDataSet dataSet) => Write(dataSet, isOutermost: true);

    private void Write(DicomDataSet dataSet, bool isOutermost)
    {
        var group = -1;
        foreach (var element in dataSet.Elements)
        {
            if (isOutermost && element.Tag.Group != group && EncodedLengths.HasGroupLength(element.Tag.Group))
            {
                group = element.Tag.Group;
                WriteGroupLength(element.Tag.Group);
            }

            if (!element.Tag.IsGroupLength)
            {
                Write(element);
            }
        }
    }

    private void Write(DicomElement element)
    {
        switch (element)
        {
            case DicomBytes bytes:
                WriteHeader(bytes.Tag, EncodedLengths.VrOf(bytes), (uint)(bytes.Value.Length + (bytes.Value.Length & 1)));
                WriteValue(bytes);
                break;
            case DicomSequence sequence:
                Write(sequence);
                break;
            case DicomFragments fragments:
                Write(fragments);
                break;
        }
    }

    private void Write(DicomSequence sequence)
    {
        var length = lengths.Next();
        WriteHeader(sequence.Tag, Vr.SQ, length);
        foreach (var item in sequence.Items)
        {
            var itemLength = lengths.Next();
            WriteTagAndLength(Tags.Item, itemLength);
            Write(item, isOutermost: false);
            if (itemLength == ElementHeader.UndefinedLength)
            {
                WriteTagAndLength(Tags.ItemDelimitationItem, 0);
            }
        }

        if (length == ElementHeader.UndefinedLength)
        {
            WriteTagAndLength(Tags.SequenceDelimitationItem, 0);
        }
    }

    private void Write(DicomFragments fragments)
    {
        WriteHeader(fragments.Tag, fragments.Vr, ElementHeader.UndefinedLength);
        WriteFragment(fragments.OffsetTable.Span);
        foreach (var fragment in fragments.Fragments)
        {
            WriteFragment(fragment.Span);
        }

        WriteTagAndLength(Tags.SequenceDelimitationItem, 0);
    }

    private void WriteFragment(ReadOnlySpan<byte> fragment)
    {
        WriteTagAndLength(Tags.Item, (uint)(fragment.Length + (fragment.Length & 1)));
        output.Write(fragment);
        Pad(fragment.Length, 0);
    }

    private void WriteGroupLength(ushort group)
    {
        WriteHeader(new Tag(group, 0), Vr.UL, 4);
        Put(output.GetSpan(4), lengths.Next());
        output.Advance(4);
    }

    private void WriteHeader(Tag tag, Vr vr, uint length)
    {
        if (!_isExplicit)
        {
            WriteTagAndLength(tag, length);
            return;
        }

        var span = output.GetSpan(ElementHeader.MaximumBytes);
        Put(span, tag);
        span[4] = (byte)(vr.Code >> 8);
        span[5] = (byte)vr.Code;
        if (vr.IsLongForm)
        {
            span[6] = 0;
            span[7] = 0;
            Put(span[8..], length);
            output.Advance(12);
        }
        else
        {
            Put(span[6..], (ushort)length);
            output.Advance(8);
        }
    }

    private void WriteTagAndLength(Tag tag, uint length)
    {
        var span = output.GetSpan(8);
        Put(span, tag);
        Put(span[4..], length);
        output.Advance(8);
    }

    private void WriteValue(DicomBytes element)
    {
        var value = element.Value.Span;
        var unit = element.Vr.UnitBytes;
        if (unit == 1 || element.IsBigEndian == _isBigEndian || element.Vr == Vr.UN)
        {
            output.Write(value);
        }
        else
        {
            ByteOrder.WriteSwapped(value, unit, output);
        }

        Pad(value.Length, element.Vr.PaddingByte);
    }

    private void Pad(int length, byte padding)
    {
        if ((length & 1) != 0)
        {
            output.GetSpan(1)[0] = padding;
            output.Advance(1);
        }
    }

    private void Put(Span<byte> span, Tag tag)
    {
        Put(span, tag.Group);
        Put(span[2..], tag.Element);
    }

    private void Put(Span<byte> span, ushort value)
    {
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(span, value);
        }
    }

    private void Put(Span<byte> span, uint value)
    {
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(span, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span, value);
        }
    }
}
