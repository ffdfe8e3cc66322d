using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gantry.Dicom;

/// <summary>Makes a data set of what a scanner tells. Elements and items of all levels share two lists, so that an item costs no list of its own.</summary>
/// <param name="inherited">The character set of what is around the data set; null where nothing is.</param>
internal sealed class DataSetAssembler(SpecificCharacterSet? inherited = null) : DataSetSink
{
    private readonly List<DicomElement> _elements = [];
    private readonly List<DicomDataSet> _items = [];
    private readonly List<Level> _levels = [new Level { CharacterSet = inherited }];
    private readonly List<ReadOnlyMemory<byte>> _fragments = [];
    private Tag _fragmentsTag;
    private Vr _fragmentsVr;

    public override void Value(Tag tag, Vr vr, ReadOnlyMemory<byte> value, bool isBigEndian)
    {
        if (tag.IsRetiredGroupLength)
        {
            return;
        }

        ref var level = ref CollectionsMarshal.AsSpan(_levels)[^1];
        if (tag == Tags.SpecificCharacterSet)
        {
            level.CharacterSet = value.IsEmpty ? level.CharacterSet : SpecificCharacterSet.Parse(value.Span);
        }
        else if (tag == Tags.PixelRepresentation && value.Length == 2)
        {
            level.IsSigned = (isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(value.Span) : BinaryPrimitives.ReadUInt16LittleEndian(value.Span)) == 1;
        }

        _elements.Add(new DicomBytes(tag, vr, value, isBigEndian));
    }

    public override void BeginSequence(Tag tag, bool isUndefinedLength) => Open(false, tag, _items.Count, isUndefinedLength);

    public override void BeginItem(bool isUndefinedLength) => Open(true, default, _elements.Count, isUndefinedLength);

    public override void EndItem()
    {
        var level = Close();
        _items.Add(level.Start == _elements.Count
            ? level.IsUndefinedLength ? DicomDataSet.EmptyOfUndefinedLength : DicomDataSet.Empty
            : new DicomDataSet(TakeElements(level.Start), level.InheritedCharacterSet) { HasUndefinedLength = level.IsUndefinedLength });
    }

    public override void EndSequence()
    {
        var level = Close();
        _elements.Add(new DicomSequence(level.Tag, [.. CollectionsMarshal.AsSpan(_items)[level.Start..]], level.IsUndefinedLength));
        _items.RemoveRange(level.Start, _items.Count - level.Start);
    }

    public override void BeginFragments(Tag tag, Vr vr)
    {
        _fragments.Clear();
        _fragmentsTag = tag;
        _fragmentsVr = vr;
    }

    public override void Fragment(ReadOnlyMemory<byte> value) => _fragments.Add(value);

    public override void EndFragments(bool isSkipped)
    {
        if (!isSkipped)
        {
            _elements.Add(new DicomFragments(_fragmentsTag, _fragmentsVr, _fragments.FirstOrDefault(), [.. _fragments.Skip(1)]));
        }

        _fragments.Clear();
    }

    public override Vr Resolve(Tag tag, VrChoice choice) =>
        choice == VrChoice.USorSS ? _levels[^1].IsSigned ? Vr.SS : Vr.US : Vr.OW;

    /// <summary>The data set so far.</summary>
    /// <param name="isAll">True where nothing will follow: items that are open end here. Otherwise they are left out.</param>
    public DicomDataSet ToDataSet(bool isAll)
    {
        while (isAll && _levels.Count > 1)
        {
            if (_levels[^1].IsItem)
            {
                EndItem();
            }
            else
            {
                EndSequence();
            }
        }

        var count = _levels.Count == 1 ? _elements.Count : OutermostCount();
        return new DicomDataSet(InOrder([.. CollectionsMarshal.AsSpan(_elements)[..count]]));
    }

    private int OutermostCount() => _levels.Count > 2 ? _levels[2].Start : _elements.Count;

    private void Open(bool isItem, Tag tag, int start, bool isUndefinedLength)
    {
        var outer = _levels[^1];
        _levels.Add(new Level
        {
            IsItem = isItem,
            IsUndefinedLength = isUndefinedLength,
            Tag = tag,
            Start = start,
            CharacterSet = outer.CharacterSet,
            InheritedCharacterSet = outer.CharacterSet,
            IsSigned = outer.IsSigned,
        });
    }

    private Level Close()
    {
        var level = _levels[^1];
        _levels.RemoveAt(_levels.Count - 1);
        return level;
    }

    private DicomElement[] TakeElements(int start)
    {
        var elements = InOrder([.. CollectionsMarshal.AsSpan(_elements)[start..]]);
        _elements.RemoveRange(start, _elements.Count - start);
        return elements;
    }

    private static DicomElement[] InOrder(DicomElement[] elements)
    {
        for (var i = 1; i < elements.Length; i++)
        {
            if (elements[i].Tag <= elements[i - 1].Tag)
            {
                return [.. elements.DistinctBy(element => element.Tag).OrderBy(element => element.Tag)];
            }
        }

        return elements;
    }

    private struct Level
    {
        public bool IsItem;
        public bool IsUndefinedLength;
        public Tag Tag;
        public int Start;
        public SpecificCharacterSet? CharacterSet;
        public SpecificCharacterSet? InheritedCharacterSet;
        public bool IsSigned;
    }
}
