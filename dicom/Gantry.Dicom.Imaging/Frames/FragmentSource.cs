namespace Gantry.Dicom.Imaging;

/// <summary>The fragments of encapsulated pixel data, found by where they begin.</summary>
internal abstract class FragmentSource
{
    /// <summary>The Basic Offset Table; empty where there is none.</summary>
    public abstract ReadOnlyMemory<byte> OffsetTable { get; }

    /// <summary>The fragment that begins at an offset; false where none does.</summary>
    /// <exception cref="PixelDataException">It reaches beyond the end.</exception>
    public abstract bool TryGet(long offset, out Fragment fragment);

    /// <summary>The first bytes of a fragment's value.</summary>
    public abstract void Read(Fragment fragment, Span<byte> to);
}
