using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gantry.Dicom.Imaging;

/// <summary>A volume descriptor (ECMA-119 §8.4, §8.5).</summary>
internal static class IsoDescriptor
{
    private const string Application = "GANTRY";

    /// <summary>The descriptor of a tree.</summary>
    public static byte[] Of(IsoHierarchy hierarchy, bool isJoliet, string volume, uint sectors, DateTimeOffset at)
    {
        var sector = Begin(isJoliet ? (byte)2 : (byte)1);
        var bytes = sector.AsSpan();
        Text(bytes.Slice(8, 32), "", isJoliet);
        Text(bytes.Slice(40, 32), volume, isJoliet);
        IsoSector.Both(bytes[80..], sectors);
        if (isJoliet)
        {
            "%/E"u8.CopyTo(bytes[88..]); // UCS-2 level 3
        }

        IsoSector.Both(bytes[120..], (ushort)1);
        IsoSector.Both(bytes[124..], (ushort)1);
        IsoSector.Both(bytes[128..], (ushort)IsoSector.Bytes);
        IsoSector.Both(bytes[132..], (uint)hierarchy.PathTableBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[140..], hierarchy.PathTableSector);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[148..], hierarchy.PathTableSector + hierarchy.PathTableSectors);
        hierarchy.Root().CopyTo(bytes[156..]);
        foreach (var (start, length, text) in ((int, int, string)[])[(190, 128, ""), (318, 128, ""), (446, 128, ""), (574, 128, Application), (702, 37, ""), (739, 37, ""), (776, 37, "")])
        {
            Text(bytes.Slice(start, length), text, isJoliet);
        }

        Time(bytes[813..], at);
        Time(bytes[830..], at);
        Time(bytes[847..], null);
        Time(bytes[864..], null);
        bytes[881] = 1;
        return sector;
    }

    /// <summary>What ends the list of them.</summary>
    public static byte[] Terminator() => Begin(255);

    private static byte[] Begin(byte type)
    {
        var sector = new byte[IsoSector.Bytes];
        sector[0] = type;
        "CD001"u8.CopyTo(sector.AsSpan(1));
        sector[6] = 1;
        return sector;
    }

    private static void Text(Span<byte> field, string text, bool isJoliet)
    {
        var characters = text[..Math.Min(text.Length, isJoliet ? field.Length / 2 : field.Length)].PadRight(isJoliet ? field.Length / 2 : field.Length);
        (isJoliet ? Encoding.BigEndianUnicode : Encoding.ASCII).GetBytes(characters).CopyTo(field);
    }

    private static void Time(Span<byte> field, DateTimeOffset? time)
    {
        Encoding.ASCII.GetBytes(time?.ToString("yyyyMMddHHmmssff", CultureInfo.InvariantCulture) ?? new string('0', 16)).CopyTo(field);
        field[16] = (byte)(sbyte)((time?.Offset.TotalMinutes ?? 0) / 15);
    }
}
