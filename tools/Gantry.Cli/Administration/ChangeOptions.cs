using System.Globalization;

namespace Gantry.Cli.Administration;

/// <summary>How a version takes the place of another.</summary>
/// <param name="CanaryPercent">The share of the operations that it gets at first; null for all.</param>
/// <param name="CallingAETitles">The calling AEs whose operations it gets at first; none for all.</param>
/// <param name="CancelsAtDeadline">Whether what the other still does at the deadline is cancelled; null as the server's settings say.</param>
/// <param name="Deadline">How long the other may go on; null as the server's settings say.</param>
internal sealed record ChangeOptions(
    int? CanaryPercent = null, IReadOnlyList<string>? CallingAETitles = null, bool? CancelsAtDeadline = null, TimeSpan? Deadline = null)
{
    public static ChangeOptions None { get; } = new();

    /// <summary>The query of the request, with its question mark; empty where nothing is said.</summary>
    /// <param name="first">What else it says, before the rest.</param>
    public string ToQuery(params ReadOnlySpan<string> first)
    {
        List<string> parts = [.. first, .. (CallingAETitles ?? []).Select(title => $"ae={Uri.EscapeDataString(title)}")];
        if (CanaryPercent is { } percent)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"canary={percent}"));
        }

        if (CancelsAtDeadline is { } cancels)
        {
            parts.Add(cancels ? "drain=cancel" : "drain=wait");
        }

        if (Deadline is { } deadline)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"deadline={(int)deadline.TotalSeconds}"));
        }

        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }
}
