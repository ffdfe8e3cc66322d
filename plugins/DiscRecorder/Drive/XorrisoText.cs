using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>Reads what xorriso writes for people.</summary>
internal static partial class XorrisoText
{
    /// <summary>Its first complaint that is none about itself, or else the last line.</summary>
    public static string FaultOf(string text)
    {
        var complaint = Complaint().Match(text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return complaint.Success ? complaint.Groups[1].Value.Trim() : lines.Length > 0 ? lines[^1] : "xorriso has said nothing.";
    }

    /// <summary>How far recording is; null where it does not say.</summary>
    public static string? ProgressOf(string text)
    {
        var written = Written().Matches(text);
        return written.Count == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{written[^1].Groups[1].ValueSpan} of {written[^1].Groups[2].ValueSpan} MB are written.");
    }

    [GeneratedRegex(@"^[a-z]+ : (?:FATAL|FAILURE|SORRY) : (.+)$", RegexOptions.Multiline)]
    private static partial Regex Complaint();

    [GeneratedRegex(@"([0-9]+) of +([0-9]+) MB written")]
    private static partial Regex Written();
}
