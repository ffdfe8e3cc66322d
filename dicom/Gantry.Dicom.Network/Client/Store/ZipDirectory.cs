using System.Buffers.Binary;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Reads the directory at the end of a ZIP archive (APPNOTE.TXT §4.3.12 to §4.3.16), an entry at a time however many there are.</summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x0605_4B50;
    private const uint LargeEndSignature = 0x0606_4B50;
    private const uint LocatorSignature = 0x0706_4B50;
    private const uint EntrySignature = 0x0201_4B50;
    private const int EndLength = 22;
    private const int LargeEndLength = 56;
    private const int LocatorLength = 20;
    private const int EntryLength = 46;
    private const int LongestComment = ushort.MaxValue;
    private const ushort LargeSizes = 0x0001; // the extra field with what does not fit into 32 bits

    /// <summary>True where a file begins as ZIP archives do.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsArchive(string path)
    {
        using var file = Open(path);
        Span<byte> start = stackalloc byte[4];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(start) is 0x0403_4B50 or EndSignature;
    }

    /// <summary>Gives the entries in their order.</summary>
    /// <exception cref="IOException">It cannot be read, or is no archive.</exception>
    public static IEnumerable<ZipEntry> Read(string path)
    {
        using var file = Open(path);
        var (count, offset) = FindEntries(file, path);
        file.Position = offset;
        var header = new byte[EntryLength];
        for (var index = 0L; index < count; index++)
        {
            yield return ReadEntry(file, header, path);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 65_536);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private static (long Count, long Offset) FindEntries(FileStream file, string path)
    {
        var tail = new byte[Math.Min(file.Length, EndLength + LongestComment + LocatorLength)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (UInt32(end, 0) == EndSignature && UInt16(end, 20) == end.Length - EndLength)
            {
                var isLarge = at >= LocatorLength && UInt32(tail, at - LocatorLength) == LocatorSignature;
                return isLarge ? FindLarge(file, UInt64(tail, at - LocatorLength + 8), path) : (UInt16(end, 10), Checked(UInt32(end, 16), file, path));
            }
        }

        throw Damaged(path, "it has no end");
    }

    private static (long Count, long Offset) FindLarge(FileStream file, ulong offset, string path)
    {
        var end = new byte[LargeEndLength];
        file.Position = Checked(offset, file, path);
        ReadExactly(file, end, path);
        return UInt32(end, 0) == LargeEndSignature && UInt64(end, 32) <= long.MaxValue
            ? ((long)UInt64(end, 32), Checked(UInt64(end, 48), file, path))
            : throw Damaged(path, "its end is unreadable");
    }

    private static ZipEntry ReadEntry(FileStream file, byte[] header, string path)
    {
        ReadExactly(file, header, path);
        if (UInt32(header, 0) != EntrySignature)
        {
            throw Damaged(path, "its directory is unreadable");
        }

        var flags = UInt16(header, 8);
        var texts = new byte[UInt16(header, 28) + UInt16(header, 30) + UInt16(header, 32)];
        ReadExactly(file, texts, path);
        var name = texts.AsSpan(0, UInt16(header, 28));
        var (length, stored, offset) = Large(texts.AsSpan(name.Length, UInt16(header, 30)), UInt32(header, 24), UInt32(header, 20), UInt32(header, 42));
        return length <= long.MaxValue && stored <= (ulong)file.Length && offset <= (ulong)file.Length
            ? new ZipEntry(
                ((flags & 0x0800) != 0 ? Encoding.UTF8 : Encoding.Latin1).GetString(name), (flags & 0x0001) != 0, UInt16(header, 10), UInt32(header, 16),
                (long)stored, (long)length, (long)offset)
            : throw Damaged(path, "an entry is longer than the archive");
    }

    // What is all ones stands in an extra field, where there is one (§4.5.3): in this order, each only where it is needed.
    private static (ulong Length, ulong Stored, ulong Offset) Large(ReadOnlySpan<byte> extra, ulong length, ulong stored, ulong offset)
    {
        for (; extra.Length >= 4 && extra.Length - 4 >= UInt16(extra, 2); extra = extra[(4 + UInt16(extra, 2))..])
        {
            if (UInt16(extra, 0) == LargeSizes)
            {
                var values = extra.Slice(4, UInt16(extra, 2));
                Take(ref length, ref values);
                Take(ref stored, ref values);
                Take(ref offset, ref values);
                break;
            }
        }

        return (length, stored, offset);
    }

    private static void Take(ref ulong value, ref ReadOnlySpan<byte> values)
    {
        if (value == uint.MaxValue && values.Length >= 8)
        {
            value = UInt64(values, 0);
            values = values[8..];
        }
    }

    private static void ReadExactly(FileStream file, byte[] bytes, string path)
    {
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Damaged(path, "it is cut short");
        }
    }

    private static long Checked(ulong offset, FileStream file, string path) =>
        offset <= (ulong)file.Length ? (long)offset : throw Damaged(path, "its directory lies beyond its end");

    private static IOException Damaged(string path, string what) => new($"{path} is no ZIP archive, or is damaged: {what}.");

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong UInt64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
