namespace Gantry.Dicom.Imaging;

/// <summary>An overlay: a plane of bits over the image (PS3.3 §C.9.2).</summary>
internal static class OverlayPlane
{
    private const int FirstGroup = 0x6000;
    private const int LastGroup = 0x601E;

    /// <summary>Draws all overlays of a frame in white.</summary>
    public static void DrawAll(DicomDataSet dataSet, int frame, int columns, int rows, int pixelBytes, byte[] pixels)
    {
        for (var group = FirstGroup; group <= LastGroup; group += 2)
        {
            if (dataSet.GetBytes(Of(group, 0x3000)) is { IsEmpty: false } data)
            {
                Draw(dataSet, group, data.Span, frame, (columns, rows, pixelBytes), pixels);
            }
        }
    }

    private static void Draw(DicomDataSet dataSet, int group, ReadOnlySpan<byte> data, int frame, (int Columns, int Rows, int PixelBytes) image, byte[] pixels)
    {
        var (rows, columns) = (dataSet.GetInt32(Of(group, 0x0010)) ?? 0, dataSet.GetInt32(Of(group, 0x0011)) ?? 0);
        var origin = dataSet.GetInt32s(Of(group, 0x0050));
        var (top, left) = origin.Length == 2 ? (origin[0] - 1, origin[1] - 1) : (0, 0);

        // An overlay of one frame is over all of them; one of several begins at a frame (PS3.3 §C.9.2.1.3).
        var frames = dataSet.GetInt32(Of(group, 0x0015)) ?? 1;
        var index = frames > 1 ? frame - (dataSet.GetInt32(Of(group, 0x0051)) ?? 1) : 0;
        var first = (long)index * rows * columns;
        if (index < 0 || index >= frames || first + ((long)rows * columns) > 8L * data.Length)
        {
            return;
        }

        for (var row = Math.Max(0, -top); row < rows && row + top < image.Rows; row++)
        {
            for (var column = Math.Max(0, -left); column < columns && column + left < image.Columns; column++)
            {
                var bit = first + ((long)row * columns) + column;
                if ((data[(int)(bit / 8)] >> (int)(bit % 8) & 1) != 0)
                {
                    pixels.AsSpan((((row + top) * image.Columns) + column + left) * image.PixelBytes, image.PixelBytes).Fill(255);
                }
            }
        }
    }

    private static Tag Of(int group, int element) => new((ushort)group, (ushort)element);
}
