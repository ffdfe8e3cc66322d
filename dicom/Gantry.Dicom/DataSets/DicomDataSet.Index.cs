using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Gantry.Dicom;

public sealed partial class DicomDataSet
{
    // Of a data set that was made, all elements. Of one that was read and is regular, its index and bytes; an element is made when it is first asked for.
    private readonly IndexedElement[]? _index;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _isExplicit;
    private readonly bool _isSigned;
    private DicomElement?[]? _elements;
    private volatile bool _areAllMade;

    internal DicomDataSet(ReadOnlyMemory<byte> bytes, IndexedElement[] index, bool isExplicit, bool isSigned, SpecificCharacterSet? inheritedCharacterSet, bool hasUndefinedLength)
    {
        _bytes = bytes;
        _index = index;
        _isExplicit = isExplicit;
        _isSigned = isSigned;
        InheritedCharacterSet = inheritedCharacterSet;
        HasUndefinedLength = hasUndefinedLength;
    }

    private Tag TagAt(int place) => _index is { } index ? index[place].Tag : _elements![place]!.Tag;

    private int IndexOf(Tag tag)
    {
        var place = IndexFrom(tag);
        return place < Count && TagAt(place) == tag ? place : -1;
    }

    // The place of the first element with the tag or a greater one.
    private int IndexFrom(Tag tag)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (TagAt(middle) < tag)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private DicomElement[] AllElements()
    {
        if (!_areAllMade)
        {
            for (var place = 0; place < _index!.Length; place++)
            {
                ElementAt(place);
            }

            _elements ??= []; // none
            _areAllMade = true;
        }

        return _elements!;
    }

    // Of several threads that make the same element one wins, so that an element is always the same object.
    private DicomElement ElementAt(int place)
    {
        if (_elements is null)
        {
            Interlocked.CompareExchange(ref _elements, new DicomElement?[_index!.Length], null);
        }

        ref var slot = ref _elements[place];
        return slot ?? Made(ref slot, MakeElement(_index![place]));

        static DicomElement Made(ref DicomElement? slot, DicomElement made) => Interlocked.CompareExchange(ref slot, made, null) ?? made;
    }

    private DicomElement MakeElement(IndexedElement indexed)
    {
        var header = HeaderAt(indexed.Offset);
        var start = indexed.Offset + header.Bytes;
        var vr = VrOf(in header);
        var isUndefined = header.Length == ElementHeader.UndefinedLength;
        return isUndefined && header.Tag == Tags.PixelData ? MakeFragments(vr, start)
            : isUndefined || vr == Vr.SQ ? MakeSequence(in header, start)
            : new DicomBytes(header.Tag, vr, _bytes.Slice(start, (int)header.Length));
    }

    private DicomSequence MakeSequence(in ElementHeader header, int start)
    {
        var isUndefined = header.Length == ElementHeader.UndefinedLength;
        var end = isUndefined ? _bytes.Length : start + (int)header.Length;
        var characterSet = header.Tag > Tags.SpecificCharacterSet && TryGetField(Tags.SpecificCharacterSet, out var own) && !own.Value.IsEmpty ? CharacterSet : InheritedCharacterSet;
        var isSigned = IsSigned(header.Tag);
        var items = ImmutableArray.CreateBuilder<DicomDataSet>(1); // one is usual
        while (start < end && ElementHeader.TryRead(_bytes.Span[start..], isExplicit: false, isBigEndian: false, out var item) && item.Tag.Element == 0xE000)
        {
            start += item.Bytes;
            var isUndefinedItem = item.Length == ElementHeader.UndefinedLength;
            var index = item.Length == 0 ? [] : ElementIndexer.IndexItem(_bytes.Span, start, isUndefinedItem ? IndexFrame.Undefined : start + (int)item.Length, _isExplicit, out start);
            items.Add(index.Length > 0 ? new DicomDataSet(_bytes, index, _isExplicit, isSigned, characterSet, isUndefinedItem) : isUndefinedItem ? EmptyOfUndefinedLength : Empty);
        }

        return new DicomSequence(header.Tag, items.DrainToImmutable(), isUndefined);
    }

    private DicomFragments MakeFragments(Vr vr, int start)
    {
        var fragments = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (ElementHeader.TryRead(_bytes.Span[start..], isExplicit: false, isBigEndian: false, out var item) && item.Tag.Element == 0xE000)
        {
            start += item.Bytes;
            fragments.Add(_bytes.Slice(start, (int)item.Length));
            start += (int)item.Length;
        }

        var offsetTable = fragments.Count > 0 ? fragments[0] : default;
        if (fragments.Count > 0)
        {
            fragments.RemoveAt(0);
        }

        return new DicomFragments(Tags.PixelData, vr, offsetTable, fragments.ToImmutable());
    }

    private ElementHeader HeaderAt(int offset) =>
        ElementHeader.TryRead(_bytes.Span[offset..], _isExplicit, isBigEndian: false, out var header) ? header : throw new DicomEncodingException("The bytes of the data set changed after it was read.");

    private Vr VrOf(in ElementHeader header) => _isExplicit ? header.Vr : ImplicitVr(header.Tag, DicomDictionary.GetChoice(header.Tag) == VrChoice.USorSS && IsSigned(header.Tag));

    // What Pixel Representation says before the tag, here or around this item (PS3.5 Annex A).
    private bool IsSigned(Tag tag) => !_isExplicit && tag > Tags.PixelRepresentation && TryGetField(Tags.PixelRepresentation, out var own) && own.Value.Length == 2
        ? BinaryPrimitives.ReadUInt16LittleEndian(own.Value.Span) == 1
        : _isSigned;

    // The value field of an element, without making the element; false for sequences and fragments.
    private bool TryGetField(Tag tag, out ValueField field)
    {
        field = default;
        var place = IndexOf(tag);
        if (place < 0)
        {
            return false;
        }

        if (_elements?[place] is { } element)
        {
            field = element is DicomBytes bytes ? new ValueField(bytes.Vr, bytes.Value, bytes.IsBigEndian) : default;
            return element is DicomBytes;
        }

        var header = HeaderAt(_index![place].Offset);
        var vr = VrOf(in header);
        if (vr == Vr.SQ || header.Length == ElementHeader.UndefinedLength)
        {
            return false;
        }

        field = new ValueField(vr, _bytes.Slice(_index[place].Offset + header.Bytes, (int)header.Length), IsBigEndian: false);
        return true;
    }

    private readonly record struct ValueField(Vr Vr, ReadOnlyMemory<byte> Value, bool IsBigEndian);
}
