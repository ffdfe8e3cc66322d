using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Takes eight rows of samples from a frame, for the transform: what is beyond its edges is as they are, and two pixels of a row have the mean of their chrominances.</summary>
internal static class PlaneRows
{
    private const int Side = 8;
    private const int Middle = 128;

    public static void Load(ReadOnlySpan<byte> frame, PixelDescription description, bool isRgb, int first, CodedPlane[] planes)
    {
        var bytes = description.Columns * description.SamplesPerPixel;
        var converted = planes.Length > 1 && isRgb ? new byte[bytes] : [];
        for (var row = 0; row < Side; row++)
        {
            var line = frame.Slice(Math.Min(first + row, description.Rows - 1) * bytes, bytes);
            if (planes.Length == 1)
            {
                LoadGrey(line, planes[0].Row(row));
                continue;
            }

            if (isRgb)
            {
                line.CopyTo(converted);
                YbrColor.FromRgb(converted);
                line = converted;
            }

            LoadLuminance(line, planes[0].Row(row));
            LoadChrominance(line[1..], planes[1].Row(row));
            LoadChrominance(line[2..], planes[2].Row(row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadGrey(ReadOnlySpan<byte> line, Span<short> row)
    {
        for (var column = 0; column < line.Length; column++)
        {
            row[column] = (short)(line[column] - Middle);
        }

        row[line.Length..].Fill(row[line.Length - 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadLuminance(ReadOnlySpan<byte> line, Span<short> row)
    {
        var columns = line.Length / 3;
        for (var column = 0; column < columns; column++)
        {
            row[column] = (short)(line[3 * column] - Middle);
        }

        row[columns..].Fill(row[columns - 1]);
    }

    // Halves are rounded up and down in turn: always up would make the image lighter.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadChrominance(ReadOnlySpan<byte> line, Span<short> row)
    {
        var (last, columns) = (((line.Length + 2) / 3) - 1, row.Length);
        for (var column = 0; column < columns; column++)
        {
            var (left, right) = (Math.Min(2 * column, last), Math.Min((2 * column) + 1, last));
            row[column] = (short)(((line[3 * left] + line[3 * right] + (column & 1)) >> 1) - Middle);
        }
    }
}
