using System.Buffers;

namespace Gantry.Dicom;

/// <summary>Writes elements, with lengths that have been measured.</summary>
internal readonly struct ElementWriter(IBufferWriter<byte> output, TransferSyntax transferSyntax, EncodedLengths lengths)
{
    private readonly FieldWriter _fields = new(output, transferSyntax);

    public void Write(DicomDataSet dataSet) => Write(dataSet, isOutermost: true);

    private void Write(DicomDataSet dataSet, bool isOutermost)
    {
        var group = -1;
        foreach (var element in dataSet.Elements)
        {
            if (isOutermost && element.Tag.Group != group && EncodedLengths.HasGroupLength(element.Tag.Group))
            {
                group = element.Tag.Group;
                _fields.WriteHeader(new Tag(element.Tag.Group, 0), Vr.UL, 4);
                _fields.WriteNumber(lengths.Next());
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
                _fields.WriteElement(bytes.Tag, bytes.Vr, bytes.Value.Span, bytes.IsBigEndian);
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
        _fields.WriteHeader(sequence.Tag, Vr.SQ, length);
        foreach (var item in sequence.Items)
        {
            var itemLength = lengths.Next();
            _fields.WriteTagAndLength(Tags.Item, itemLength);
            Write(item, isOutermost: false);
            if (itemLength == ElementHeader.UndefinedLength)
            {
                _fields.WriteTagAndLength(Tags.ItemDelimitationItem, 0);
            }
        }

        if (length == ElementHeader.UndefinedLength)
        {
            _fields.WriteTagAndLength(Tags.SequenceDelimitationItem, 0);
        }
    }

    private void Write(DicomFragments fragments)
    {
        _fields.WriteHeader(fragments.Tag, fragments.Vr, ElementHeader.UndefinedLength);
        WriteFragment(fragments.OffsetTable.Span);
        foreach (var fragment in fragments.Fragments)
        {
            WriteFragment(fragment.Span);
        }

        _fields.WriteTagAndLength(Tags.SequenceDelimitationItem, 0);
    }

    private void WriteFragment(ReadOnlySpan<byte> fragment)
    {
        _fields.WriteTagAndLength(Tags.Item, (uint)(fragment.Length + (fragment.Length & 1)));
        output.Write(fragment);
        _fields.Pad(fragment.Length, 0);
    }
}
