namespace Gantry.Dicom.Imaging;

/// <summary>The fragments of a data set in memory.</summary>
internal sealed class MemoryFragments : FragmentSource
{
    private readonly DicomFragments _element;
    private readonly long[] _offsets;

    public MemoryFragments(DicomFragments element)
    {
        _element = element;
        _offsets = new long[element.Fragments.Length];
        for (var index = 1; index < _offsets.Length; index++)
        {
            _offsets[index] = _offsets[index - 1] + Fragment.HeaderBytes + element.Fragments[index - 1].Length;
        }
    }

    public override ReadOnlyMemory<byte> OffsetTable => _element.OffsetTable;

    public override bool TryGet(long offset, out Fragment fragment)
    {
        var index = Array.BinarySearch(_offsets, offset);
        fragment = index < 0 ? default : new Fragment(offset, _element.Fragments[index].Length);
        return index >= 0;
    }

    public override void Read(Fragment fragment, Span<byte> to) => _element.Fragments[Array.BinarySearch(_offsets, fragment.Offset)].Span[..to.Length].CopyTo(to);
}
