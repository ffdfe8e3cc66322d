using System.Globalization;

namespace Gantry.Benchmarks;

/// <summary>Text in columns: the first to the left, the others, which are figures, to the right.</summary>
internal sealed class Table(string[] head)
{
    private readonly List<string[]> _rows = [head];

    public void Add(params string[] row) => _rows.Add(row);

    public void Write(TextWriter output)
    {
        var widths = head.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }

    /// <summary>A figure with three digits that matter, or whole with its thousands apart; a dash for none.</summary>
    public static string Number(double? value) => value switch
    {
        null => "-",
        >= 100 or <= -100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 or <= -10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>How many times the second the first is; a dash where one is missing.</summary>
    public static string Ratio(double? value, double? other) => value is null || other is null or 0 ? "-" : Number(value / other) + "x";
}
