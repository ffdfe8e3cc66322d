using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>The fragments in the value field of encapsulated pixel data, headers included, as a file has them.</summary>
internal sealed class StoredFragments : FragmentSource
{
    // An entry is four bytes, and no image has more frames than a 32-bit number of bytes has frames of one.
    private const int LargestOffsetTable = 256 << 20;

    private readonly ByteSource _value;
    private readonly long _first;

    public StoredFragments(ByteSource value)
    {
        _value = value;
        var length = TryReadItem(0, out var item) ? item : throw new PixelDataException("The encapsulated pixel data do not begin with a Basic Offset Table item.");
        if (length > LargestOffsetTable)
        {
            throw new PixelDataException("The Basic Offset Table is larger than any can be.");
        }

        var table = new byte[length];
        value.Read(Fragment.HeaderBytes, table);
        OffsetTable = table;
        _first = Fragment.HeaderBytes + length;
    }

    public override ReadOnlyMemory<byte> OffsetTable { get; }

    public override bool TryGet(long offset, out Fragment fragment)
    {
        fragment = default;
        if (offset < 0 || !TryReadItem(_first + offset, out var length))
        {
            return false;
        }

        fragment = new Fragment(offset, length);
        return true;
    }

    public override void Read(Fragment fragment, Span<byte> to) => _value.Read(_first + fragment.Offset + Fragment.HeaderBytes, to);

    private bool TryReadItem(long offset, out int length)
    {
        length = 0;
        if (offset > _value.Length - Fragment.HeaderBytes)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[Fragment.HeaderBytes];
        _value.Read(offset, header);
        if (BinaryPrimitives.ReadUInt16LittleEndian(header) != 0xFFFE || BinaryPrimitives.ReadUInt16LittleEndian(header[2..]) != 0xE000)
        {
            return false;
        }

        var stated = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if (stated > int.MaxValue || offset + Fragment.HeaderBytes + stated > _value.Length)
        {
            throw new PixelDataException("A fragment reaches beyond the end of the pixel data.");
        }

        length = (int)stated;
        return true;
    }
}
