using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>The header of a pixel data element, and of the items in it (PS3.5 §7.1, §A.4).</summary>
internal static class PixelElementHeader
{
    /// <summary>The length of encapsulated pixel data.</summary>
    public const uint Undefined = uint.MaxValue;

    public static void Write(Tag tag, PixelDescription description, uint length, TransferSyntax to, Stream output)
    {
        Span<byte> header = stackalloc byte[12];
        var vr = Vr(tag, description, length == Undefined);
        if (to.IsBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header, tag.Group);
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], tag.Element);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header, tag.Group);
            BinaryPrimitives.WriteUInt16LittleEndian(header[2..], tag.Element);
        }

        if (!to.IsExplicitVR)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length);
            output.Write(header[..8]);
            return;
        }

        (header[4], header[5]) = ((byte)vr[0], (byte)vr[1]);
        header[6..8].Clear();
        if (to.IsBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header[8..], length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], length);
        }

        output.Write(header);
    }

    /// <summary>The header of an item, or the delimiter behind the last.</summary>
    public static void WriteItem(Tag tag, uint length, Stream output)
    {
        Span<byte> header = stackalloc byte[Fragment.HeaderBytes];
        BinaryPrimitives.WriteUInt16LittleEndian(header, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], tag.Element);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length);
        output.Write(header);
    }

    // PS3.5 §A.2, §A.4: OB for what is compressed, and for bytes.
    private static string Vr(Tag tag, PixelDescription description, bool isEncapsulated) =>
        tag == Tags.FloatPixelData ? "OF" : tag == Tags.DoubleFloatPixelData ? "OD" : isEncapsulated || description.BitsAllocated <= 8 ? "OB" : "OW";
}
