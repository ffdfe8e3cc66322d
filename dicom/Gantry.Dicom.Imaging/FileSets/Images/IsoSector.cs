using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>Sectors, and numbers in both byte orders (ECMA-119 §6.1.2, §7.2.3, §7.3.3).</summary>
internal static class IsoSector
{
    public const int Bytes = 2_048;

    /// <summary>The sectors that bytes take.</summary>
    public static uint Count(long bytes) => (uint)((bytes + Bytes - 1) / Bytes);

    /// <summary>The next even number.</summary>
    public static int Even(int number) => number + (number & 1);

    /// <summary>Where something that must not cross a sector's border goes.</summary>
    public static int Fit(int position, int length) => (position % Bytes) + length > Bytes ? (int)Count(position) * Bytes : position;

    /// <summary>A number in little endian order, then in big endian order.</summary>
    public static void Both(Span<byte> to, uint number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, number);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], number);
    }

    /// <summary>A number in little endian order, then in big endian order.</summary>
    public static void Both(Span<byte> to, ushort number)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(to, number);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], number);
    }
}
