using System.Text.RegularExpressions;

namespace Gantry.Architecture.Tests;

/// <summary>The table of host/README.md that says what becomes of a plugin that misbehaves: a test names each row, and no test names a row that is not there.</summary>
public sealed partial class BadCitizenTableTests
{
    [Fact]
    public void Each_row_of_the_table_has_a_test_and_each_such_test_a_row()
    {
        var rows = Rows().ToList();
        var tested = Checkout.Sources.Where(file => file.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(file => TraitPattern().Matches(File.ReadAllText(Checkout.FullPath(file)))).Select(match => match.Groups["row"].Value).ToHashSet();

        Assert.NotEmpty(rows);
        Assert.Equal(rows.Count, rows.Distinct().Count());
        Assert.All(rows, row => Assert.Contains(row, tested));
        Assert.All(tested, row => Assert.Contains(row, rows));
    }

    private static IEnumerable<string> Rows() => File.ReadLines(Checkout.FullPath("host/README.md"))
        .SkipWhile(line => line != "## When a plugin misbehaves")
        .SkipWhile(line => line != "|---|---|").Skip(1)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|')[1].Trim());

    [GeneratedRegex("""Trait\("Row", "(?<row>[^"]+)"\)""")]
    private static partial Regex TraitPattern();
}
