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
        foreach (var element in dataSet.Elements)
        {
            switch (element)
            {
                case DicomSequence sequence:
                    BeginSequence(sequence.Tag, isUndefinedLength: false);
                    foreach (var item in sequence.Items)
                    {
                        BeginItem(isUndefinedLength: false);
                        Add(item);
                        EndItem();
                    }

                    EndSequence();
                    break;
                case DicomFragments fragments:
                    BeginFragments(fragments.Tag, fragments.Vr);
                    Fragment(fragments.OffsetTable);
                    foreach (var fragment in fragments.Fragments)
                    {
                        Fragment(fragment);
                    }

                    EndFragments(isSkipped: false);
                    break;
                case DicomBytes bytes:
                    Value(bytes.Tag, bytes.Vr, bytes.Value, bytes.IsBigEndian);
                    break;
            }
        }
    }

    public DataSetDigest ToDigest() => new(_elementCount, _text.ToSha256());

    public void Dispose() => _text.Dispose();

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
