using System.Globalization;
using System.Text.RegularExpressions;
using Gantry.Contracts;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>What is in the drive, as xorriso tells it.</summary>
/// <param name="Medium">What it calls the medium, <c>CD-R</c> for example; empty for no disc.</param>
/// <param name="IsBlank">True where nothing is on it.</param>
/// <param name="Free">The bytes that can be written.</param>
/// <param name="Fault">Why it cannot be told; null where it can.</param>
internal sealed partial record DiscStatus(string Medium, bool IsBlank, long Free, string? Fault = null)
{
    private const string File = "stdio file";

    /// <summary>True where the drive is used by a program just now.</summary>
    public bool IsBusy => Fault is not null && Fault.Contains("busy", StringComparison.OrdinalIgnoreCase);

    /// <summary>True where recording can be tried with the laser off.</summary>
    public bool CanTest => Medium.StartsWith(File, StringComparison.Ordinal) || Medium.StartsWith("CD-R", StringComparison.Ordinal) || Medium.StartsWith("DVD-R", StringComparison.Ordinal);

    /// <summary>Reads what <c>-toc</c> has written.</summary>
    /// <param name="exitCode">How xorriso ended.</param>
    /// <param name="text">What it wrote.</param>
    public static DiscStatus Parse(int exitCode, string text)
    {
        var medium = Last(MediumLine().Matches(text));
        if (exitCode != 0 || medium is null)
        {
            return new DiscStatus("", false, 0, XorrisoText.FaultOf(text));
        }

        // Without a disc it says that what is there is not recognizable, or is nothing.
        var isDisc = medium.StartsWith("CD", StringComparison.Ordinal) || medium.StartsWith("DVD", StringComparison.Ordinal) || medium.StartsWith("BD", StringComparison.Ordinal)
            || medium.StartsWith(File, StringComparison.Ordinal);
        var blocks = Last(WritableBlocks().Matches(text));
        return new DiscStatus(
            isDisc ? medium : "",
            Last(StatusLine().Matches(text))?.StartsWith("is blank", StringComparison.Ordinal) == true,
            long.TryParse(blocks, NumberStyles.None, CultureInfo.InvariantCulture, out var writable) ? writable * 2_048 : 0);
    }

    /// <summary>What keeps an order from being recorded now; null for nothing.</summary>
    /// <param name="medium">What it is to be on: CD, DVD or BD.</param>
    /// <param name="bytes">How much there is to record.</param>
    /// <param name="overwrites">Whether what is on a rewritable disc may be lost.</param>
    public MediaDeviceState? WhyNot(string medium, long bytes, bool overwrites)
    {
        if (Fault is not null)
        {
            return new MediaDeviceState(IsBusy ? MediaDeviceCondition.Busy : MediaDeviceCondition.Failed, Fault);
        }

        if (Medium.Length == 0)
        {
            return new MediaDeviceState(MediaDeviceCondition.OutOfSupplies, $"There is no disc in the drive; put in a blank {medium}.");
        }

        if (!Medium.StartsWith(medium, StringComparison.Ordinal) && !Medium.StartsWith(File, StringComparison.Ordinal))
        {
            return new MediaDeviceState(MediaDeviceCondition.OutOfSupplies, $"There is a {Medium} in the drive; put in a blank {medium}.");
        }

        if (!IsBlank && !(overwrites && IsRewritable))
        {
            return new MediaDeviceState(MediaDeviceCondition.OutOfSupplies, $"The {Medium} in the drive is not blank; put in a blank {medium}.");
        }

        return IsBlank && Free < bytes
            ? new MediaDeviceState(
                MediaDeviceCondition.OutOfSupplies, string.Create(CultureInfo.InvariantCulture, $"The {Medium} in the drive holds {Free} bytes; put in a blank {medium} that holds {bytes}."))
            : null;
    }

    private bool IsRewritable => Medium.Contains("RW", StringComparison.Ordinal) || Medium.StartsWith("BD-RE", StringComparison.Ordinal) || Medium.StartsWith(File, StringComparison.Ordinal);

    private static string? Last(MatchCollection matches) => matches.Count == 0 ? null : matches[^1].Groups[1].Value.Trim();

    [GeneratedRegex("^Media current: (.+)$", RegexOptions.Multiline)]
    private static partial Regex MediumLine();

    [GeneratedRegex("^Media status : (.+)$", RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    [GeneratedRegex("^Media blocks : [0-9]+ readable , ([0-9]+) writable", RegexOptions.Multiline)]
    private static partial Regex WritableBlocks();
}
