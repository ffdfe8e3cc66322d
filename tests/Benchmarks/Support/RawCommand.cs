using System.Buffers.Binary;
using System.Text;

namespace Gantry.Benchmarks;

/// <summary>The few elements of a command set (PS3.7 §E.1) that a benchmark reads and writes, in Implicit VR Little Endian.</summary>
/// <param name="Context">The presentation context.</param>
/// <param name="Field">Command Field (0000,0100).</param>
/// <param name="MessageId">Message ID (0000,0110), or that it responds to (0000,0120).</param>
/// <param name="Status">Status (0000,0900); 0 where there is none.</param>
/// <param name="HasDataSet">Whether a data set follows.</param>
/// <param name="SopClass">Affected SOP Class UID (0000,0002), padded as it came.</param>
/// <param name="SopInstance">Affected SOP Instance UID (0000,1000), padded as it came.</param>
internal readonly record struct RawCommand(byte Context, ushort Field, ushort MessageId, ushort Status, bool HasDataSet, byte[] SopClass, byte[] SopInstance)
{
    private const ushort NoDataSet = 0x0101;

    public bool IsPending => Status is 0xFF00 or 0xFF01;

    public static RawCommand Read(byte context, ReadOnlySpan<byte> bytes)
    {
        var command = new RawCommand(context, 0, 0, 0, false, [], []);
        while (bytes.Length >= 8)
        {
            var element = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
            var value = bytes.Slice(8, BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]));
            command = element switch
            {
                0x0002 => command with { SopClass = value.ToArray() },
                0x0100 => command with { Field = BinaryPrimitives.ReadUInt16LittleEndian(value) },
                0x0110 or 0x0120 => command with { MessageId = BinaryPrimitives.ReadUInt16LittleEndian(value) },
                0x0800 => command with { HasDataSet = BinaryPrimitives.ReadUInt16LittleEndian(value) != NoDataSet },
                0x0900 => command with { Status = BinaryPrimitives.ReadUInt16LittleEndian(value) },
                0x1000 => command with { SopInstance = value.ToArray() },
                _ => command,
            };
            bytes = bytes[(8 + value.Length)..];
        }

        return command;
    }

    /// <summary>A request of a query or retrieval, with an identifier behind it.</summary>
    public static byte[] Request(ushort field, string sopClass, ushort messageId, string? destination = null) => Set(
    [
        .. Element(0x0002, Padded(sopClass, '\0')), .. Element(0x0100, Number(field)), .. Element(0x0110, Number(messageId)),
        .. destination is null ? [] : Element(0x0600, Padded(destination, ' ')), .. Element(0x0700, [0, 0]), .. Element(0x0800, [1, 0]),
    ]);

    /// <summary>The response Success to a C-STORE-RQ.</summary>
    public byte[] Stored() => Set(
    [
        .. Element(0x0002, SopClass), .. Element(0x0100, [1, 0x80]), .. Element(0x0120, Number(MessageId)), .. Element(0x0800, Number(NoDataSet)),
        .. Element(0x0900, [0, 0]), .. Element(0x1000, SopInstance),
    ]);

    private static byte[] Set(byte[] elements) => [.. Element(0x0000, [(byte)elements.Length, (byte)(elements.Length >> 8), 0, 0]), .. elements];

    private static byte[] Element(int element, ReadOnlySpan<byte> value) => [0, 0, (byte)element, (byte)(element >> 8), (byte)value.Length, 0, 0, 0, .. value];

    private static byte[] Number(ushort number) => [(byte)number, (byte)(number >> 8)];

    private static byte[] Padded(string text, char padding) => Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + padding);
}
