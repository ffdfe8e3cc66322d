using System.Text.RegularExpressions;

namespace Gantry.Architecture.Tests;

/// <summary>What is in the files.</summary>
public sealed partial class SourceTests
{
    private const int LongestSource = 500;

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on() => Assert.All(
        Checkout.Files.Where(Checkout.IsText),
        file => Assert.DoesNotMatch(MachinePath(), File.ReadAllText(Checkout.FullPath(file))));

    [Fact]
    public void Nothing_is_left_to_be_done_later() => Assert.All(
        Checkout.Sources,
        file => Assert.DoesNotMatch(Placeholder(), File.ReadAllText(Checkout.FullPath(file))));

    [Fact]
    public void Sources_are_short() => Assert.All(
        Checkout.Sources,
        file => Assert.True(File.ReadLines(Checkout.FullPath(file)).Count() <= LongestSource, $"{file} is longer than {LongestSource} lines."));

    [Fact]
    public void Nine_sources_in_ten_are_at_most_250_lines_long()
    {
        var lengths = Checkout.Sources.Select(file => File.ReadLines(Checkout.FullPath(file)).Count()).Order().ToList();
        Assert.InRange(lengths[lengths.Count * 9 / 10], 0, 250);
    }

    // The build looks at style, and dotnet format at white space alone: to look at this, too, it would have to load every project.
    [Fact]
    public void Usings_are_in_order() => Assert.All(
        Checkout.Sources.Where(file => !file.StartsWith("plugin-template/", StringComparison.Ordinal)),
        file =>
        {
            var usings = UsingPattern().Matches(File.ReadAllText(Checkout.FullPath(file))).Select(match => match.Groups["name"].Value).ToList();
            Assert.Equal(usings.OrderBy(name => name.Split('.')[0] != "System").ThenBy(name => name.Replace('.', ' '), StringComparer.OrdinalIgnoreCase), usings);
        });

    // Whoever looks for an event by its number finds no other.
    [Fact]
    public void Each_event_of_the_log_has_a_number_of_its_own()
    {
        var numbers = Checkout.Sources
            .Where(file => file.StartsWith("host/", StringComparison.Ordinal) || file.StartsWith("plugins/", StringComparison.Ordinal) || file.StartsWith("contracts/", StringComparison.Ordinal))
            .SelectMany(file => EventNumber().Matches(File.ReadAllText(Checkout.FullPath(file))).Select(match => (match.Groups["number"].Value, File: file)))
            .ToLookup(pair => pair.Value, pair => pair.File);
        Assert.NotEmpty(numbers);
        Assert.All(numbers, files => Assert.True(files.Count() == 1, $"Event {files.Key} is in {string.Join(" and ", files)}."));
    }

    // The brackets keep these patterns from finding themselves.
    [GeneratedRegex(@"(?<![\w./])/(?:[w]ork|[r]oot|[h]ome|[U]sers|[t]mp)/\w|[A-Z]:\\[U]sers\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^using (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingPattern();

    [GeneratedRegex(@"\bEventId = (?<number>\d+)")]
    private static partial Regex EventNumber();

    [GeneratedRegex(@"\b(?:[T]ODO|[F]IXME|[H]ACK|[N]otImplementedException)\b")]
    private static partial Regex Placeholder();
}
