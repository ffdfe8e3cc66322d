using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Two rows of each component, the one that is made and the one above, and what they predict (ITU-T T.81 Table H.1).</summary>
internal sealed class PredictedRows(int components, int columns)
{
    private readonly ushort[] _rows = new ushort[2 * components * columns];
    private int _current = 1;

    public int Columns => columns;

    /// <summary>The row that was made last becomes the one above.</summary>
    public void Next() => _current ^= 1;

    /// <summary>The row that is made.</summary>
    public Span<ushort> Current(int component) => Row(component, _current);

    public void Set(int component, int column, int value) => Row(component, _current)[column] = (ushort)value;

    /// <summary>What is expected of a sample.</summary>
    /// <param name="component">Its component.</param>
    /// <param name="column">Its column.</param>
    /// <param name="predictor">1 to 7.</param>
    /// <param name="start">What is expected of the first sample of a first row; -1 in other rows.</param>
    public int Predict(int component, int column, int predictor, int start)
    {
        var row = Row(component, _current);
        var above = Row(component, _current ^ 1);
        if (column == 0)
        {
            return start >= 0 ? start : above[0];
        }

        int left = row[column - 1];
        return predictor switch
        {
            1 => left,
            2 => above[column],
            3 => above[column - 1],
            4 => left + above[column] - above[column - 1],
            5 => left + ((above[column] - above[column - 1]) >> 1),
            6 => above[column] + ((left - above[column - 1]) >> 1),
            _ => (left + above[column]) >> 1,
        };
    }

    /// <summary>Decodes a row of one component.</summary>
    public void Decode(ref JpegBitReader reader, DifferenceTable table, int component, int predictor, int start)
    {
        var row = Row(component, _current);
        row[0] = (ushort)(table.Read(ref reader) + Predict(component, 0, predictor, start));
        if (predictor != 1)
        {
            for (var column = 1; column < row.Length; column++)
            {
                row[column] = (ushort)(table.Read(ref reader) + Predict(component, column, predictor, start));
            }

            return;
        }

        DecodeFromLeft(ref reader, table, row);
    }

    // What each sample waits for stays in registers: the one before it, and the bits that come next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DecodeFromLeft(ref JpegBitReader reader, DifferenceTable table, Span<ushort> row)
    {
        int left = row[0];
        var (window, count) = reader.Window;
        for (var column = 1; column < row.Length; column++)
        {
            if (count < 32)
            {
                reader.Window = (window, count);
                reader.FillUp();
                (window, count) = reader.Window;
            }

            var entry = table.Next(window);
            window <<= entry & 0xFF;
            count -= entry & 0xFF;
            left += entry >> 8;
            row[column] = (ushort)left;
        }

        reader.Window = (window, count);
    }

    private Span<ushort> Row(int component, int which) => _rows.AsSpan(((component * 2) + which) * columns, columns);
}
