using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using JpegLibrary;

namespace Gantry.Dicom.Imaging;

/// <summary>Puts blocks of 8 by 8 samples into a frame.</summary>
internal sealed class BlockWriter(byte[] frame, PixelDescription description, int precision) : JpegBlockOutputWriter
{
    private const int Side = 8;

    public override void WriteBlock(ref short blockRef, int componentIndex, int x, int y)
    {
        var (samples, bytes, largest) = (description.SamplesPerPixel, description.SampleBytes, (1 << precision) - 1);
        if (componentIndex >= samples || x < 0 || y < 0)
        {
            return;
        }

        var (width, height) = (Math.Min(Side, description.Columns - x), Math.Min(Side, description.Rows - y));
        for (var row = 0; row < height; row++)
        {
            var at = (((((y + row) * description.Columns) + x) * samples) + componentIndex) * bytes;
            for (var column = 0; column < width; column++, at += samples * bytes)
            {
                var value = Math.Clamp((int)Unsafe.Add(ref blockRef, (row * Side) + column), 0, largest);
                if (bytes == 1)
                {
                    frame[at] = (byte)value;
                }
                else
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(at), (ushort)value);
                }
            }
        }
    }
}
