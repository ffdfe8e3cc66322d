using System.Globalization;
using Gantry.Cli.Administration;

namespace Gantry.Cli.Output;

/// <summary>The steps of a version's life in a line: <c>discover 3 ms, verify 5 ms, load 12 ms, start 4 ms, warm 0.1 ms, serve since 12 min</c>.</summary>
internal static class LifecycleText
{
    public static string Of(IReadOnlyList<StepTime>? steps) =>
        string.Join(", ", (steps ?? []).Select(step => $"{step.Step} {(step.GoesOn ? "since " : "")}{Duration(TimeSpan.FromMilliseconds(step.Milliseconds))}"));

    private static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 10 => Number(time.TotalMilliseconds, "ms"),
        < 120 => Number(time.TotalSeconds, "s"),
        < 7_200 => Number(Math.Floor(time.TotalMinutes), "min"),
        < 172_800 => Number(Math.Floor(time.TotalHours), "h"),
        _ => Number(Math.Floor(time.TotalDays), "days"),
    };

    private static string Number(double value, string unit) => $"{value.ToString(value < 100 ? "0.#" : "0", CultureInfo.InvariantCulture)} {unit}";
}
