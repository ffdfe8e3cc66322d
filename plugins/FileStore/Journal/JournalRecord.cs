using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Gantry.Plugins.FileStore;

/// <summary>An entry of the journal: the bytes of an instance's file, or that it was deleted.</summary>
/// <remarks>
/// Little endian: magic (4 bytes), CRC-32C of all that follows but the padding (4), lap (8), sequence (8), time in ticks of UTC (8), number that all uncertain entries before are settled
/// (8), length of the content or -1 for a deletion (4), length of the location (2), 1 for an uncertain entry (2), location, content, padding to 8 bytes. The lap is a random number that
/// each use of a segment has of its own, so that what an earlier use has left behind the end is not taken for more.
/// </remarks>
/// <param name="Lap">The use of the segment that it belongs to.</param>
/// <param name="Sequence">Its number in the journal, one more than that of the entry before.</param>
/// <param name="Time">When the instance came.</param>
/// <param name="Location">The instance.</param>
/// <param name="Content">The bytes of its file; null where it was deleted.</param>
/// <param name="IsUncertain">True where whoever reads it has to ask whether the catalog has the instance, unless it is settled.</param>
/// <param name="SettledBefore">What was uncertain before this number is settled.</param>
internal readonly record struct JournalRecord(
    ulong Lap, ulong Sequence, DateTime Time, InstanceLocation Location, ReadOnlyMemory<byte>? Content, bool IsUncertain, ulong SettledBefore)
{
    /// <summary>The bytes before the location.</summary>
    public const int HeaderBytes = 48;

    /// <summary>The longest content, in bytes; what is longer is cheaper to sync as a file.</summary>
    public const int MaximumContent = 128 * 1024;

    private const uint Magic = 0x324A_4747; // GGJ2
    private const int CheckedFrom = 8;
    private const int Alignment = 8;
    private const int MaximumLocation = 512;
    private const int Deleted = -1;

    private static readonly byte[] Padding = new byte[Alignment];

    /// <summary>The bytes that an entry takes.</summary>
    public static int BytesOf(InstanceLocation location, int content) => (HeaderBytes + location.Text.Length + content + Alignment - 1) / Alignment * Alignment;

    /// <summary>Adds the bytes of the entry to those that are written together.</summary>
    public void AddTo(List<ReadOnlyMemory<byte>> parts)
    {
        var content = Content ?? default;
        var start = new byte[HeaderBytes + Location.Text.Length];
        Encoding.ASCII.GetBytes(Location.Text, start.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(start, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(start.AsSpan(8), Lap);
        BinaryPrimitives.WriteUInt64LittleEndian(start.AsSpan(16), Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(24), Time.Ticks);
        BinaryPrimitives.WriteUInt64LittleEndian(start.AsSpan(32), SettledBefore);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(40), Content is null ? Deleted : content.Length);
        BinaryPrimitives.WriteInt16LittleEndian(start.AsSpan(44), (short)Location.Text.Length);
        BinaryPrimitives.WriteInt16LittleEndian(start.AsSpan(46), (short)(IsUncertain ? 1 : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(4), Checksum(Checksum(uint.MaxValue, start.AsSpan(CheckedFrom)), content.Span));
        parts.Add(start);
        parts.Add(content);
        parts.Add(Padding.AsMemory(0, BytesOf(Location, content.Length) - start.Length - content.Length));
    }

    /// <summary>Reads the lengths of an entry.</summary>
    /// <param name="header">Its first <see cref="HeaderBytes"/>.</param>
    /// <returns>The bytes of location and content; -1 where these are not the first bytes of an entry.</returns>
    public static int RestOf(ReadOnlySpan<byte> header)
    {
        var content = BinaryPrimitives.ReadInt32LittleEndian(header[40..]);
        var location = BinaryPrimitives.ReadInt16LittleEndian(header[44..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(header) == Magic && content is >= Deleted and <= MaximumContent && location is > 0 and <= MaximumLocation
            ? location + Math.Max(content, 0)
            : -1;
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="header">Its first <see cref="HeaderBytes"/>.</param>
    /// <param name="rest">Location and content; not copied.</param>
    /// <param name="record">The entry.</param>
    /// <returns>False where a byte of it is not what was written.</returns>
    public static bool TryRead(ReadOnlySpan<byte> header, ReadOnlyMemory<byte> rest, out JournalRecord record)
    {
        record = default;
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
        var location = BinaryPrimitives.ReadInt16LittleEndian(header[44..]);
        if (Checksum(Checksum(uint.MaxValue, header[CheckedFrom..]), rest.Span) != BinaryPrimitives.ReadUInt32LittleEndian(header[4..])
            || ticks < 0 || ticks > DateTime.MaxValue.Ticks
            || !InstanceLocation.TryParse(Encoding.ASCII.GetString(rest.Span[..location]), out var parsed))
        {
            return false;
        }

        record = new(
            BinaryPrimitives.ReadUInt64LittleEndian(header[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[16..]),
            new DateTime(ticks, DateTimeKind.Utc),
            parsed,
            BinaryPrimitives.ReadInt32LittleEndian(header[40..]) == Deleted ? (ReadOnlyMemory<byte>?)null : rest[location..],
            BinaryPrimitives.ReadInt16LittleEndian(header[46..]) != 0,
            BinaryPrimitives.ReadUInt64LittleEndian(header[32..]));
        return true;
    }

    private static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            checksum = BitOperations.Crc32C(checksum, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var one in bytes[(words.Length * sizeof(ulong))..])
        {
            checksum = BitOperations.Crc32C(checksum, one);
        }

        return checksum;
    }
}
