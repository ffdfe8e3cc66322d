using System.Buffers.Binary;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Collects the bytes of an association PDU; lengths are set when an item ends.</summary>
internal sealed class ItemWriter
{
    private byte[] _bytes = new byte[512];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void WriteByte(byte value) => Grow(1)[0] = value;

    public void WriteUInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Grow(2), checked((ushort)value));

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Grow(4), value);

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Grow(bytes.Length));

    public void WriteText(string text) => Encoding.ASCII.GetBytes(text, Grow(text.Length));

    public void WriteCounted(ReadOnlySpan<byte> bytes)
    {
        WriteUInt16(bytes.Length);
        Write(bytes);
    }

    public void WriteCountedText(string text)
    {
        WriteUInt16(text.Length);
        WriteText(text);
    }

    /// <summary>Begins an item: type (1 byte), reserved (1), length (2, big endian).</summary>
    /// <returns>Where it begins, for <see cref="End"/>.</returns>
    public int Begin(ItemType type)
    {
        WriteByte((byte)type);
        WriteByte(0);
        WriteUInt16(0);
        return _length;
    }

    public void End(int begin) => BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(begin - 2), checked((ushort)(_length - begin)));

    public void WriteItem(ItemType type, Uid uid)
    {
        var begin = Begin(type);
        WriteText(uid.Value);
        End(begin);
    }

    private Span<byte> Grow(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        var span = _bytes.AsSpan(_length, count);
        span.Clear();
        _length += count;
        return span;
    }
}
