using System.Buffers.Binary;

namespace Gantry.Dicom;

internal ref partial struct ElementIndexer
{
    private bool TryElement(ref IndexFrame frame, uint tag, int at, List<IndexedElement> found)
    {
        if (tag <= frame.LastTag || !TryHeader(ref frame, tag, at, out var vr, out var length, out var start))
        {
            return false;
        }

        frame.LastTag = tag;
        var isOutermost = _top == 0;
        if (length == ElementHeader.UndefinedLength || vr == Vr.SQ)
        {
            if (!(tag == PixelData && length == ElementHeader.UndefinedLength ? isOutermost && TryFragments(start) : TryEnterSequence(ref frame, tag, vr, length, start)))
            {
                return false;
            }

            // The end of a sequence is not known yet: whatever follows it, or ends the data set, lies behind it.
            Keep(tag, at, found, isOutermost);
            return true;
        }

        if ((length & 1) != 0)
        {
            return false;
        }

        var end = (long)start + length;
        if (length > _options.MaximumValueBytes)
        {
            // It may lie beyond the bytes that are here, but not beyond the end of the file.
            if (!isOutermost || end > _total || (!_isExplicit && DicomDictionary.GetChoice(new Tag(tag)) == VrChoice.USorSS))
            {
                return false;
            }

            (_skipped ??= []).Add(new(new Tag(tag), _isExplicit ? vr : DicomDictionary.GetVr(new Tag(tag)), 0, at, length, start, length));
            _offset = end;
            return true;
        }

        if (end > frame.Limit)
        {
            return false;
        }

        _offset = end;
        Keep(tag, at, found, isOutermost);
        return true;
    }

    // Explicit: VR (2 bytes) and length (2), or VR (2), reserved (2) and length (4). Implicit: length (4) (PS3.5 §7.1).
    private readonly bool TryHeader(ref IndexFrame frame, uint tag, int at, out Vr vr, out uint length, out int start)
    {
        vr = default;
        length = 0;
        start = at + ElementHeader.MinimumBytes;
        if (!_isExplicit)
        {
            length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(at + 4)..]);
            vr = DicomDictionary.GetChoice(new Tag(tag)) == (VrChoice)Vr.SQ.Code ? Vr.SQ : default;
            return true;
        }

        vr = new Vr(BinaryPrimitives.ReadUInt16BigEndian(_bytes[(at + 4)..]));
        if (!vr.IsLongForm)
        {
            length = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(at + 6)..]);
            return true;
        }

        start += 4;
        if (!vr.IsKnown || start > frame.Limit)
        {
            return false;
        }

        length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(at + 8)..]);
        return true;
    }

    private bool TryEnterSequence(ref IndexFrame frame, uint tag, Vr vr, uint length, int start)
    {
        // A sequence under another VR has its items in another encoding, perhaps.
        if ((_isExplicit && vr != Vr.SQ) || new Tag(tag).IsGroupLength)
        {
            return false;
        }

        return TryPush(length, start, frame.Limit, isSequence: true);
    }

    private bool TryEnterItem(ref IndexFrame frame, uint tag, int at)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(at + 4)..]);
        var start = at + ElementHeader.MinimumBytes;
        if (tag == SequenceDelimitationItem && frame.End == IndexFrame.Undefined)
        {
            _offset = start;
            Pop();
            return true;
        }

        return tag == Item && ++_items <= _options.MaximumDepth && TryPush(length, start, frame.Limit, isSequence: false);
    }

    private bool TryPush(uint length, int start, int limit, bool isSequence)
    {
        var isUndefined = length == ElementHeader.UndefinedLength;
        if (_top + 1 == MaximumFrames || (!isUndefined && length > limit - start))
        {
            return false;
        }

        var end = isUndefined ? IndexFrame.Undefined : start + (int)length;
        _frames[++_top] = new IndexFrame { End = end, Limit = isUndefined ? limit : end, LastTag = -1, IsSequence = isSequence };
        _offset = start;
        return true;
    }

    private void Pop()
    {
        _items -= _frames[_top].IsSequence ? 0 : 1;
        _top--;
        if (_top == 0)
        {
            _keptBytes = (int)_offset;
        }
    }

    private bool TryFragments(int start)
    {
        long kept = 0;
        long offset = start;
        while (offset + ElementHeader.MinimumBytes <= _bytes.Length)
        {
            var tag = Tag((int)offset);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[((int)offset + 4)..]);
            offset += ElementHeader.MinimumBytes;
            if (tag == SequenceDelimitationItem)
            {
                _offset = offset;
                return _isExplicit;
            }

            kept += length;
            if (tag != Item || (length & 1) != 0 || length == ElementHeader.UndefinedLength || kept > _options.MaximumValueBytes)
            {
                return false;
            }

            offset += length;
        }

        return false;
    }

    private void Keep(uint tag, int at, List<IndexedElement> found, bool isOutermost)
    {
        if (isOutermost)
        {
            _keptBytes = (int)_offset;
            if (!new Tag(tag).IsRetiredGroupLength)
            {
                found.Add(new IndexedElement(new Tag(tag), at));
            }
        }
    }
}
