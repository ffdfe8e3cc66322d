using Gantry.Tools.DictionaryGenerator;

namespace Gantry.Dicom.Tests;

/// <summary>A row of PS3.15 Table E.1-1, read from the table itself and not from what was generated of it.</summary>
internal sealed record TableRow(Tag Tag, string Basic, IReadOnlyDictionary<string, string> Columns)
{
    public static IReadOnlyList<TableRow> All { get; } = [.. Read()];

    public string Option(string column) => Columns[column];

    private static IEnumerable<TableRow> Read()
    {
        foreach (var row in Table.Read(Path.Combine(DictionaryTests.Top(), "tools", "DictionaryGenerator", "Tables", "deidentification.csv")))
        {
            var tag = row["tag"].Replace("50xxxxxx", "50023000", StringComparison.Ordinal).Replace("60xx", "6002", StringComparison.Ordinal)
                .Replace("odd groups", "00091001", StringComparison.Ordinal);
            Assert.True(Tag.TryParse(tag, out var parsed), tag);
            yield return new(parsed, row["basic"], row);
        }
    }
}
