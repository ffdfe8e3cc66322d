namespace Gantry.Dicom;

/// <summary>Goes through what is inside of one sequence, or of encapsulated pixel data, by its bytes, which an <see cref="ElementIndexer"/> has found regular.</summary>
/// <remarks>Its <c>default</c> is at its end.</remarks>
internal ref struct EncodedWalk
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _isExplicit;
    private readonly int _outerDepth;
    private EncodedFrame[] _frames;
    private int _count;
    private int _items;
    private int _offset;

    /// <param name="bytes">All that was indexed.</param>
    /// <param name="isExplicit">True for explicit VR.</param>
    /// <param name="start">Where the first item begins.</param>
    /// <param name="frame">The sequence or the pixel data.</param>
    /// <param name="depth">How many items are around it.</param>
    public EncodedWalk(ReadOnlyMemory<byte> bytes, bool isExplicit, int start, EncodedFrame frame, int depth)
    {
        (_bytes, _isExplicit, _offset, _outerDepth) = (bytes, isExplicit, start, depth);
        _frames = [];
        Push(frame);
    }

    public bool MoveNext(out WalkedElement element)
    {
        while (_count > 0)
        {
            ref var frame = ref _frames[_count - 1];
            if (frame.End == _offset)
            {
                Pop();
                continue;
            }

            var isExplicit = _isExplicit && frame.Kind == EncodedFrameKind.Item;
            if (!ElementHeader.TryRead(_bytes.Span[_offset..], isExplicit, isBigEndian: false, out var header) || header.Bytes == 0)
            {
                throw new DicomEncodingException("The bytes of the data set changed after it was read.");
            }

            _offset += header.Bytes;
            if (header.Tag == Tags.ItemDelimitationItem || header.Tag == Tags.SequenceDelimitationItem)
            {
                Pop();
            }
            else if (Take(ref frame, in header, out element))
            {
                return true;
            }
        }

        element = default;
        return false;
    }

    private bool Take(ref EncodedFrame frame, in ElementHeader header, out WalkedElement element)
    {
        if (frame.Kind == EncodedFrameKind.Sequence)
        {
            Push(new EncodedFrame(EndOf(in header), EncodedFrameKind.Item, frame.IsSigned));
            _items++;
            element = new WalkedElement(Tags.Item, default, _outerDepth + _items, default, false);
            return true;
        }

        if (frame.Kind == EncodedFrameKind.Fragments)
        {
            element = new WalkedElement(Tags.Item, default, _outerDepth + _items + 1, Value(in header), false);
            return true;
        }

        var vr = _isExplicit ? header.Vr : DicomDataSet.ImplicitVr(header.Tag, frame.IsSigned);
        if (vr == Vr.SQ || header.Length == ElementHeader.UndefinedLength)
        {
            Push(new EncodedFrame(EndOf(in header), EncodedFrameKind.Sequence, frame.IsSigned));
            element = new WalkedElement(header.Tag, Vr.SQ, _outerDepth + _items, default, false) { IsSequence = true };
            return true;
        }

        element = new WalkedElement(header.Tag, vr, _outerDepth + _items, Value(in header), false);
        if (header.Tag == Tags.PixelRepresentation && element.Value.Length == 2)
        {
            frame.IsSigned = element.Value.Span is [1, 0];
        }

        return !header.Tag.IsRetiredGroupLength;
    }

    private readonly int EndOf(in ElementHeader header) => header.Length == ElementHeader.UndefinedLength ? IndexFrame.Undefined : _offset + (int)header.Length;

    private ReadOnlyMemory<byte> Value(in ElementHeader header)
    {
        var value = _bytes.Slice(_offset, (int)header.Length);
        _offset += value.Length;
        return value;
    }

    private void Push(EncodedFrame frame)
    {
        if (_count == _frames.Length)
        {
            Array.Resize(ref _frames, Math.Max(8, _frames.Length * 2));
        }

        _frames[_count++] = frame;
    }

    private void Pop()
    {
        _count--;
        _items -= _frames[_count].Kind == EncodedFrameKind.Item ? 1 : 0;
    }
}
