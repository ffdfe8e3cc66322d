using System.Runtime.InteropServices;

namespace Gantry.Dicom;

/// <summary>
/// Makes the canonical digest of what a scanner tells. A sequence's line precedes those of its items and says how many there are, so the elements of the
/// outermost sequence that is open wait, in a form much shorter than their lines, until it ends.
/// </summary>
internal sealed class DigestSink : DataSetSink, IDisposable
{
    private readonly DigestText _text = new();
    private readonly List<DigestEntry> _entries = [];
    private readonly List<int> _open = [];
    private int _fragments = -1;
    private long _elementCount;

    public override void Value(Tag tag, Vr vr, ReadOnlyMemory<byte> value, bool isBigEndian)
    {
        if (!tag.IsGroupLength && (tag.Group != 0x0002 || _open.Count > 0))
        {
            _elementCount++;
            Add(DigestEntryKind.Value, tag, value.Span);
        }
    }

    public override void BeginSequence(Tag tag, bool isUndefinedLength)
    {
        _elementCount++;
        _open.Add(_entries.Count);
        _entries.Add(new DigestEntry(DigestEntryKind.Sequence, tag, 0));
    }

    public override void BeginItem(bool isUndefinedLength)
    {
        CollectionsMarshal.AsSpan(_entries)[_open[^1]].Number++;
        _entries.Add(new DigestEntry(DigestEntryKind.Item, default, 0));
    }

    public override void EndItem()
    {
    }

    public override void EndSequence()
    {
        _entries.Add(new DigestEntry(DigestEntryKind.EndOfSequence, default, 0));
        _open.RemoveAt(_open.Count - 1);
        WriteWhatIsComplete();
    }

    public override void BeginFragments(Tag tag, Vr vr)
    {
        _elementCount++;
        _fragments = _entries.Count;
        _entries.Add(new DigestEntry(DigestEntryKind.Fragments, tag, 0));
    }

    public override void Fragment(ReadOnlyMemory<byte> value)
    {
        ref var fragments = ref CollectionsMarshal.AsSpan(_entries)[_fragments];
        fragments.Number++;
        Add(DigestEntryKind.Fragment, fragments.Tag, value.Span);
    }

    public override void EndFragments(bool isSkipped)
    {
        _fragments = -1;
        WriteWhatIsComplete();
    }

    // No VR is in the digest, and none that the dictionary leaves open is a sequence.
    public override Vr Resolve(Tag tag, VrChoice choice) => Vr.UN;

    public void Add(DicomDataSet dataSet)
    {
        foreach (var element in dataSet.Walk())
        {
            if (element.IsItem && element.Depth > _open.Count) // in no sequence: of the pixel data
            {
                Fragment(element.Value);
                continue;
            }

            Close(element.Depth);
            if (element.IsItem)
            {
                BeginItem(isUndefinedLength: false);
            }
            else if (element.IsEncapsulated)
            {
                BeginFragments(element.Tag, element.Vr);
            }
            else if (element.IsSequence)
            {
                BeginSequence(element.Tag, isUndefinedLength: false);
            }
            else
            {
                Value(element.Tag, element.Vr, element.Value, element.IsBigEndian);
            }
        }

        Close(0);
    }

    public DataSetDigest ToDigest() => new(_elementCount, _text.ToSha256());

    public void Dispose() => _text.Dispose();

    // Ends the pixel data, and the sequences but so many.
    private void Close(int depth)
    {
        if (_fragments >= 0)
        {
            EndFragments(isSkipped: false);
        }

        while (_open.Count > depth)
        {
            EndSequence();
        }
    }

    private void Add(DigestEntryKind kind, Tag tag, ReadOnlySpan<byte> value)
    {
        _entries.Add(new DigestEntry(kind, tag, value.Length));
        _text.Keep(value);
        WriteWhatIsComplete();
    }

    private void WriteWhatIsComplete()
    {
        if (_open.Count == 0 && _fragments < 0)
        {
            _text.Write(CollectionsMarshal.AsSpan(_entries));
            _entries.Clear();
        }
    }
}
