using System.Buffers.Binary;

namespace Gantry.Dicom;

/// <summary>Tag, VR and length of an element (PS3.5 §7.1).</summary>
internal readonly struct ElementHeader
{
    /// <summary>The length FFFFFFFFH: a delimiter ends the value.</summary>
    public const uint UndefinedLength = 0xFFFF_FFFF;

    /// <summary>The bytes of the longest header.</summary>
    public const int MaximumBytes = 12;

    /// <summary>The bytes of the shortest header.</summary>
    public const int MinimumBytes = 8;

    private ElementHeader(Tag tag, Vr vr, uint length, int bytes)
    {
        Tag = tag;
        Vr = vr;
        Length = length;
        Bytes = bytes;
    }

    public Tag Tag { get; }

    /// <summary>The VR as read; <c>default</c> in implicit VR, for items and for delimiters.</summary>
    public Vr Vr { get; }

    /// <summary>The value's bytes, or <see cref="UndefinedLength"/>.</summary>
    public uint Length { get; }

    /// <summary>The header's own bytes: 8 or 12; 0 where the VR is not two upper-case letters.</summary>
    public int Bytes { get; }

    /// <summary>
    /// Reads a header: tag (4 bytes), then in implicit VR length (4); in explicit VR the VR (2) and length (2), or VR (2), reserved (2) and
    /// length (4); items and delimiters have no VR in any syntax (PS3.5 §7.5).
    /// </summary>
    /// <returns>False where bytes are missing.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool isExplicit, bool isBigEndian, out ElementHeader header)
    {
        header = default;
        if (bytes.Length < MinimumBytes)
        {
            return false;
        }

        var tag = new Tag(UInt16(bytes, isBigEndian), UInt16(bytes[2..], isBigEndian));
        if (!isExplicit || tag.Group == 0xFFFE)
        {
            header = new(tag, default, UInt32(bytes[4..], isBigEndian), 8);
            return true;
        }

        if (!Vr.TryRead(bytes[4], bytes[5], out var vr))
        {
            header = new(tag, vr, 0, 0);
            return true;
        }

        if (!vr.IsLongForm)
        {
            header = new(tag, vr, UInt16(bytes[6..], isBigEndian), 8);
            return true;
        }

        if (bytes.Length < MaximumBytes)
        {
            return false;
        }

        header = new(tag, vr, UInt32(bytes[8..], isBigEndian), 12);
        return true;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
