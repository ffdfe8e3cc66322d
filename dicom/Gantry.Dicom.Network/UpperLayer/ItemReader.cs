using System.Buffers.Binary;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Reads fields and items of an association PDU; whatever overruns its PDU or item is an invalid-PDU-parameter-value.</summary>
internal ref struct ItemReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public void Skip(int count) => _ = Take(count);

    /// <summary>Reads an item: type (1 byte), reserved (1), length (2, big endian), body.</summary>
    public ItemType ReadItem(out ItemReader body)
    {
        var type = ReadByte();
        Skip(1); // reserved, but for the version of 57H of which there is one only
        body = new ItemReader(Take(ReadUInt16()));
        return (ItemType)type;
    }

    /// <summary>Reads a field that its length (2 bytes, big endian) precedes.</summary>
    public ReadOnlySpan<byte> ReadCounted() => Take(ReadUInt16());

    /// <summary>Reads a UID that its length precedes; empty where it is not a UID.</summary>
    public Uid ReadCountedUid() => ToUid(ReadCounted());

    /// <summary>The rest as a UID; empty where it is not a UID.</summary>
    public Uid ReadUid() => ToUid(ReadToEnd());

    /// <summary>The rest.</summary>
    public ReadOnlySpan<byte> ReadToEnd() => Take(_rest.Length);

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new UpperLayerException(AbortReason.InvalidPduParameterValue, $"A field of {count} bytes overruns its item by {count - _rest.Length}.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    // Annex F forbids padding; one NUL or space more is common. Longer text is no UID, and not worth a string.
    private static Uid ToUid(ReadOnlySpan<byte> text) =>
        text.Length <= Uid.MaximumLength + 1 && Uid.TryParse(Encoding.ASCII.GetString(text), out var uid) ? uid : default;
}
