using System.Runtime.CompilerServices;
using JpegLibrary;

namespace Gantry.Dicom.Imaging;

/// <summary>Takes blocks of 8 by 8 samples from a frame of bytes; what is beyond its edges is as they are.</summary>
internal sealed class BlockReader8(byte[] frame, PixelDescription description) : JpegBlockInputReader
{
    private const int Side = 8;

    public override int Width => description.Columns;

    public override int Height => description.Rows;

    public override void ReadBlock(ref short blockRef, int componentIndex, int x, int y)
    {
        for (var row = 0; row < Side; row++)
        {
            var line = Math.Min(y + row, description.Rows - 1) * description.Columns;
            for (var column = 0; column < Side; column++)
            {
                var pixel = line + Math.Min(x + column, description.Columns - 1);
                Unsafe.Add(ref blockRef, (row * Side) + column) = frame[(pixel * description.SamplesPerPixel) + componentIndex];
            }
        }
    }
}
