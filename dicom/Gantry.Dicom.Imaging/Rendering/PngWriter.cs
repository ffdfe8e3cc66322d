using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Gantry.Dicom.Imaging;

/// <summary>Writes images as PNG (ISO/IEC 15948).</summary>
public static class PngWriter
{
    private const byte FilterUp = 2;
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Writes an image.</summary>
    public static void Write(RenderedImage image, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(image);
        output.Put(0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = (byte)(image.IsColor ? 2 : 0);
        header[10..].Clear();
        WriteChunk("IHDR"u8, header, output);
        WriteChunk("IDAT"u8, Deflate(image), output);
        WriteChunk("IEND"u8, [], output);
    }

    // Each row as its difference to the one above: images change little from row to row.
    private static byte[] Deflate(RenderedImage image)
    {
        using var deflated = new MemoryStream();
        using (var deflating = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            var stride = image.Width * image.PixelBytes;
            var filtered = new byte[stride];
            var above = new byte[stride];
            for (var row = 0; row < image.Height; row++)
            {
                var pixels = image.Pixels.Span.Slice(row * stride, stride);
                for (var at = 0; at < stride; at++)
                {
                    filtered[at] = (byte)(pixels[at] - above[at]);
                }

                deflating.WriteByte(FilterUp);
                deflating.Write(filtered);
                pixels.CopyTo(above);
            }
        }

        return deflated.ToArray();
    }

    private static void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(data, Crc(type, uint.MaxValue)));
        output.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var value in bytes)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint index = 0; index < 256; index++)
        {
            var crc = index;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1;
            }

            table[index] = crc;
        }

        return table;
    }
}
