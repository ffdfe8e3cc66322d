using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Gantry.Dicom;

namespace Gantry.Interop.Tests;

/// <summary>Data sets that no honest program would write; in Explicit VR Little Endian unless told otherwise.</summary>
internal static class BadDataSets
{
    private static readonly byte[] Undefined = [0xFF, 0xFF, 0xFF, 0xFF];
    private static readonly byte[] SequenceHeader = [0x40, 0x00, 0x30, 0xA7, (byte)'S', (byte)'Q', 0, 0, .. Undefined];
    private static readonly byte[] ItemHeader = [0xFE, 0xFF, 0x00, 0xE0, .. Undefined];
    private static readonly byte[] ItemEnd = [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0];
    private static readonly byte[] SequenceEnd = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];

    /// <summary>An honest beginning, so that what follows is what counts.</summary>
    public static byte[] Head(string instance) => DataSetWriter.ToArray(
        Samples.Attributes(Samples.CTImage, new Uid(instance), Uid.New(), Uid.New(), "HOSTILE", 1).Build(), TransferSyntax.ExplicitVRLittleEndian);

    public static byte[] Identifier() => DataSetWriter.ToArray(
        Scu.Identifier("STUDY").Add(Tags.PatientID, "HOSTILE").Add(Tags.StudyInstanceUID, "").Build(), TransferSyntax.ExplicitVRLittleEndian);

    /// <summary>Sequences within items within sequences.</summary>
    public static byte[] Nested(byte[] head, int depth)
    {
        var bytes = new MemoryStream();
        bytes.Write(head);
        for (var level = 0; level < depth; level++)
        {
            bytes.Write(SequenceHeader);
            bytes.Write(ItemHeader);
        }

        for (var level = 0; level < depth; level++)
        {
            bytes.Write(ItemEnd);
            bytes.Write(SequenceEnd);
        }

        return bytes.ToArray();
    }

    /// <summary>One sequence of many items with nothing in them.</summary>
    public static byte[] ManyItems(byte[] head, int count)
    {
        var bytes = new MemoryStream();
        bytes.Write(head);
        bytes.Write(SequenceHeader);
        for (var i = 0; i < count; i++)
        {
            bytes.Write([0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0]);
        }

        bytes.Write(SequenceEnd);
        return bytes.ToArray();
    }

    /// <summary>An element that claims a length, and the bytes that really follow.</summary>
    public static byte[] Claim(byte[] head, string vr, uint length, int follows)
    {
        byte[] header = [0x40, 0x00, 0x30, 0xA7, .. Encoding.ASCII.GetBytes(vr), 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), length);
        return [.. head, .. header, .. new byte[follows]];
    }

    /// <summary>The same with a length of two bytes.</summary>
    public static byte[] ShortClaim(byte[] head, string vr, ushort length, int follows)
    {
        byte[] header = [0x40, 0x00, 0x30, 0xA7, .. Encoding.ASCII.GetBytes(vr), 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), length);
        return [.. head, .. header, .. new byte[follows]];
    }

    /// <summary>Deflates a head and an element of zeros, a thousand of which are one byte afterwards.</summary>
    public static byte[] Bomb(byte[] head, uint zeros)
    {
        var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Claim(head, "OB", zeros, follows: 0));
            var block = new byte[1 << 20];
            for (long written = 0; written < zeros; written += block.Length)
            {
                deflate.Write(block);
            }
        }

        return output.ToArray();
    }
}
