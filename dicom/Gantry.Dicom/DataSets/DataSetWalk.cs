namespace Gantry.Dicom;

/// <summary>Goes through a data set and all its items, as <see cref="DicomDataSet.Walk"/> says.</summary>
public ref struct DataSetWalk
{
    // Elements that are objects: the data sets, sequences and pixel data around the current place, from the outermost; none of a data set that was read and is flat.
    private (object Owner, int Next)[] _around = [];
    private int _aroundCount;
    private object _owner;
    private int _next;
    private int _depth;
    private EncodedWalk _encoded;

    internal DataSetWalk(DicomDataSet dataSet) => _owner = dataSet;

    /// <summary>What it has come to.</summary>
    public WalkedElement Current { get; private set; }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly DataSetWalk GetEnumerator() => this;

    /// <summary>Goes on.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        while (true)
        {
            if (_encoded.MoveNext(out var encoded))
            {
                Current = encoded;
                return true;
            }

            if (_next == CountOf(_owner))
            {
                if (_aroundCount == 0)
                {
                    return false;
                }

                Leave();
            }
            else
            {
                Current = Take(_next++);
                return true;
            }
        }
    }

    private WalkedElement Take(int place)
    {
        switch (_owner)
        {
            case DicomDataSet dataSet when dataSet.MadeAt(place) is { } element:
                return Take(element);
            case DicomDataSet dataSet:
                return dataSet.EncodedAt(place, _depth, ref _encoded);
            case DicomSequence sequence:
                Enter(sequence.Items[place]);
                return new WalkedElement(Tags.Item, default, ++_depth, default, false);
            default:
                var fragments = (DicomFragments)_owner;
                return new WalkedElement(Tags.Item, default, _depth + 1, place == 0 ? fragments.OffsetTable : fragments.Fragments[place - 1], false);
        }
    }

    private WalkedElement Take(DicomElement element)
    {
        if (element is DicomBytes bytes)
        {
            return new WalkedElement(bytes.Tag, bytes.Vr, _depth, bytes.Value, bytes.IsBigEndian);
        }

        Enter(element);
        return new WalkedElement(element.Tag, element.Vr, _depth, default, false) { IsSequence = element is DicomSequence, IsEncapsulated = element is DicomFragments };
    }

    private void Enter(object owner)
    {
        if (_aroundCount == _around.Length)
        {
            Array.Resize(ref _around, Math.Max(8, _around.Length * 2));
        }

        _around[_aroundCount++] = (_owner, _next);
        (_owner, _next) = (owner, 0);
    }

    private void Leave()
    {
        _depth -= _owner is DicomDataSet ? 1 : 0;
        (_owner, _next) = _around[--_aroundCount];
    }

    private static int CountOf(object owner) => owner switch
    {
        DicomDataSet dataSet => dataSet.Count,
        DicomSequence sequence => sequence.Items.Length,
        _ => ((DicomFragments)owner).Fragments.Length + 1,
    };
}
