using System.Globalization;
using Gantry.Cli.Administration;

namespace Gantry.Cli.Clients;

/// <summary>Dates as people write them, as range matching has them (PS3.4 §C.2.2.2.5).</summary>
internal static class DateRange
{
    /// <summary>Reads a date or a range: <c>2026-01-31</c>, <c>2026-01-01..2026-01-31</c>, <c>2026-01-01..</c>, <c>today</c>, or what DICOM has itself.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static string Parse(string text, TimeProvider time)
    {
        var parts = text.Split("..");
        if (parts.Length == 1 && text.Count(character => character == '-') == 1)
        {
            parts = text.Split('-'); // 20260101-20260131
        }

        return parts switch
        {
            [var one] => Date(one, time),
            ["", ""] => throw new CliException($"'{text}' is no range of dates."),
            ["", var last] => "-" + Date(last, time),
            [var first, ""] => Date(first, time) + "-",
            [var first, var last] => Date(first, time) + "-" + Date(last, time),
            _ => throw new CliException($"'{text}' is no range of dates."),
        };
    }

    private static string Date(string text, TimeProvider time)
    {
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        var date = text.ToUpperInvariant() switch
        {
            "TODAY" => today,
            "YESTERDAY" => today.AddDays(-1),
            _ => DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
                ? parsed
                : throw new CliException($"'{text}' is no date, as 2026-01-31."),
        };
        return date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
    }
}
