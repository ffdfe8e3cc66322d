using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Gantry.Dicom;

/// <summary>The value field of encapsulated pixel data: items, the first of them the Basic Offset Table, and the delimiter (PS3.5 §A.4).</summary>
internal static class EncapsulatedValue
{
    private const int HeaderBytes = 8;

    public static void Write(DicomFragments fragments, Utf8JsonWriter json)
    {
        json.WritePropertyName("InlineBinary"u8);
        WriteItem(fragments.OffsetTable.Span, json);
        foreach (var fragment in fragments.Fragments)
        {
            WriteItem(fragment.Span, json);
        }

        json.WriteBase64StringSegment([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0], isFinalSegment: true);
    }

    /// <summary>Reads a value field, if it is one from its first byte to its last.</summary>
    public static bool TryRead(Tag tag, Vr vr, ReadOnlyMemory<byte> value, [NotNullWhen(true)] out DicomFragments? fragments)
    {
        fragments = null;
        var items = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (var rest = value; rest.Length >= HeaderBytes;)
        {
            var item = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[4..]);
            rest = rest[HeaderBytes..];
            if (item == 0xE0DD_FFFE && length == 0 && rest.IsEmpty && items.Count > 0)
            {
                fragments = new DicomFragments(tag, vr, items[0], items.ToImmutable()[1..]);
                return true;
            }

            if (item != 0xE000_FFFE || length > rest.Length)
            {
                return false;
            }

            items.Add(rest[..(int)length]);
            rest = rest[(int)length..];
        }

        return false;
    }

    private static void WriteItem(ReadOnlySpan<byte> value, Utf8JsonWriter json)
    {
        Span<byte> header = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], value.Length);
        json.WriteBase64StringSegment(header, isFinalSegment: false);
        json.WriteBase64StringSegment(value, isFinalSegment: false);
    }
}
