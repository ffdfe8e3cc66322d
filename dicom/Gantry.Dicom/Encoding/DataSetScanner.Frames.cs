using System.Globalization;

namespace Gantry.Dicom;

public sealed partial class DataSetScanner
{
    private static readonly Tag Item = new(0xFFFE_E000);
    private static readonly Tag ItemDelimitationItem = new(0xFFFE_E00D);
    private static readonly Tag SequenceDelimitationItem = new(0xFFFE_E0DD);
    private static readonly Tag PixelData = new(0x7FE0_0010);

    private void InDataSet(in ScannerFrame frame, in ElementHeader header, long start)
    {
        var tag = header.Tag;
        if (tag.Group == 0xFFFE)
        {
            InDataSetDelimiter(in frame, tag, start);
            return;
        }

        CheckOrder(tag, start);

        var isUndefined = header.Length == ElementHeader.UndefinedLength;
        var vr = header.Vr;
        if (!frame.IsExplicit)
        {
            var choice = DicomDictionary.GetChoice(tag);
            vr = choice switch
            {
                VrChoice.None => Vr.UN,
                VrChoice.OBorOW or VrChoice.USorSS or VrChoice.USorOW or VrChoice.USorSSorOW => _sink.Resolve(tag, choice),
                _ => new Vr((ushort)choice),
            };
        }
        else if (!vr.IsKnown)
        {
            Report(EncodingIrregularityKind.UnknownVr, tag, start);
        }

        if (vr == Vr.SQ || (isUndefined && tag != PixelData))
        {
            if (isUndefined && tag.IsGroupLength)
            {
                throw Wrong("A group length has no defined length.", tag);
            }

            // The items of UN are implicit VR little endian, whatever is around them (PS3.5 §6.2.2).
            var isUnknown = frame.IsExplicit && vr == Vr.UN;
            Push(ScannerFrameKind.Sequence, tag, header.Length, frame.Limit, frame.IsExplicit && !isUnknown, frame.IsBigEndian && !isUnknown);
            _sink.BeginSequence(tag, isUndefined);
        }
        else if (isUndefined)
        {
            Push(ScannerFrameKind.Fragments, tag, header.Length, frame.Limit, frame.IsExplicit, frame.IsBigEndian);
            _fragmentsVr = vr;
            _fragmentsStart = start;
            _fragmentsValue = _offset;
            _fragmentBytes = 0;
            _sink.BeginFragments(tag, vr);
        }
        else
        {
            BeginValue(tag, vr, header.Length, frame.IsBigEndian && vr != Vr.UN, start);
        }
    }

    private void InDataSetDelimiter(in ScannerFrame frame, Tag tag, long start)
    {
        if (tag == ItemDelimitationItem && frame.Kind == ScannerFrameKind.Item && frame.End == ScannerFrame.Undefined)
        {
            Pop();
        }
        else if (tag != SequenceDelimitationItem || (frame.Kind == ScannerFrameKind.Item && frame.End == ScannerFrame.Undefined))
        {
            // A sequence delimiter that nothing has opened follows sequences of defined length in files of some writers: harmless.
            throw Wrong("An item or a delimiter where an element belongs.", tag);
        }
        else
        {
            Report(EncodingIrregularityKind.StrayDelimiter, tag, start);
        }
    }

    private void InSequence(in ScannerFrame frame, in ElementHeader header)
    {
        if (header.Tag == SequenceDelimitationItem)
        {
            Pop();
        }
        else if (header.Tag == Item)
        {
            if (++_depth > _options.MaximumDepth)
            {
                throw Wrong(string.Create(CultureInfo.InvariantCulture, $"Items are nested deeper than {_options.MaximumDepth}."), frame.Tag);
            }

            Push(ScannerFrameKind.Item, frame.Tag, header.Length, frame.Limit, frame.IsExplicit, frame.IsBigEndian);
            _sink.BeginItem(header.Length == ElementHeader.UndefinedLength);
        }
        else
        {
            throw Wrong($"{header.Tag} where an item of a sequence belongs.", frame.Tag);
        }
    }

    private void InFragments(in ScannerFrame frame, in ElementHeader header)
    {
        if (header.Tag == SequenceDelimitationItem)
        {
            Pop();
        }
        else if (header.Tag == Item && header.Length != ElementHeader.UndefinedLength)
        {
            BeginFragment(frame.Tag, header.Length);
        }
        else
        {
            throw Wrong($"{header.Tag} where a fragment belongs.", frame.Tag);
        }
    }

    private void Push(ScannerFrameKind kind, Tag tag, uint length, long limit, bool isExplicit, bool isBigEndian)
    {
        var end = length == ElementHeader.UndefinedLength ? ScannerFrame.Undefined : _offset + length;
        _frames.Add(new ScannerFrame { Kind = kind, Tag = tag, End = end, Limit = Math.Min(end, limit), IsExplicit = isExplicit, IsBigEndian = isBigEndian });
    }

    private void CloseFrames()
    {
        while (_frames[^1].End == _offset)
        {
            Pop();
        }
    }

    private void Pop()
    {
        var kind = _frames[^1].Kind;
        _frames.RemoveAt(_frames.Count - 1);
        switch (kind)
        {
            case ScannerFrameKind.Item:
                _depth--;
                _sink.EndItem();
                break;
            case ScannerFrameKind.Sequence:
                _sink.EndSequence();
                break;
            default:
                EndFragments();
                break;
        }
    }
}
