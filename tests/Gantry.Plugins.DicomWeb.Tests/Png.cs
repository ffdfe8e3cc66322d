using System.Buffers.Binary;
using System.IO.Compression;

namespace Gantry.Plugins.DicomWeb.Tests;

/// <summary>Reads the grey images that the tests look at: 8 bits, each row as its difference to the one above.</summary>
internal static class Png
{
    public static (int Width, byte[] Pixels) Read(byte[] file)
    {
        var (width, data) = (0, new MemoryStream());
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            if (type == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8));
                Assert.Equal(0, file[at + 17]); // grey
            }
            else if (type == "IDAT")
            {
                data.Write(file, at + 8, length);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionMode.Decompress))
        {
            zlib.CopyTo(inflated);
        }

        var (pixels, above) = (new List<byte>(), new byte[width]);
        foreach (var row in inflated.ToArray().Chunk(width + 1))
        {
            Assert.Equal(2, row[0]);
            above = [.. row.Skip(1).Zip(above, (difference, up) => (byte)(difference + up))];
            pixels.AddRange(above);
        }

        return (width, [.. pixels]);
    }
}
