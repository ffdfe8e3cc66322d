using System.Globalization;

namespace Gantry.Dicom;

/// <summary>A value of VR TM (PS3.5 §6.2): a time of day, as precise as it was given.</summary>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59; null where only the hour is given.</param>
/// <param name="Second">0 to 60, 60 for a leap second; null where not given.</param>
/// <param name="Fraction">The fraction of the second in microseconds, 0 to 999,999; null where not given.</param>
/// <param name="FractionDigits">How many digits of the fraction were given, 1 to 6; 0 where it was not.</param>
public readonly record struct DicomTime(int Hour, int? Minute = null, int? Second = null, int? Fraction = null, int FractionDigits = 0)
{
    /// <summary>The first instant it can mean. A leap second counts as the last microsecond of its minute.</summary>
    public TimeOnly Earliest => Second == 60 ? new(EndOfMinute) : new(Ticks(Minute ?? 0, Second ?? 0, Fraction ?? 0));

    /// <summary>The last instant it can mean, in whole microseconds.</summary>
    public TimeOnly Latest => Second == 60 ? new(EndOfMinute) : new(Ticks(Minute ?? 59, Second ?? 59, LatestFraction));

    private int LatestFraction => Fraction is not { } fraction ? 999_999 : fraction + (int)Math.Pow(10, 6 - FractionDigits) - 1;

    private long EndOfMinute => Ticks(Minute ?? 59, 59, 999_999);

    /// <summary>A time of day, precise to the microsecond where it has a fraction of a second, otherwise to the second.</summary>
    public static DicomTime Of(TimeOnly time)
    {
        var fraction = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        return new(time.Hour, time.Minute, time.Second, fraction == 0 ? null : fraction, fraction == 0 ? 0 : 6);
    }

    /// <summary>Reads <c>HHMMSS.FFFFFF</c>, a part of it from the left, or the old form <c>HH:MM:SS.FFFFFF</c>.</summary>
    /// <returns>False where the text is neither, or names no time of day.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomTime time)
    {
        time = default;
        text = text.Trim(" \0");
        if (text.Length is > 2 and <= 15 && text[2] == ':')
        {
            text = text.ToString().Replace(":", "", StringComparison.Ordinal);
        }

        var dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        var fractionText = dot < 0 ? default : text[(dot + 1)..];
        int minute = -1, second = -1, fraction = -1;
        if (whole.Length is not (2 or 4 or 6) || (dot >= 0 && (whole.Length != 6 || fractionText.Length is 0 or > 6))
            || !DigitReader.TryRead(whole[..2], 0, 23, out var hour)
            || (whole.Length >= 4 && !DigitReader.TryRead(whole[2..4], 0, 59, out minute))
            || (whole.Length == 6 && !DigitReader.TryRead(whole[4..], 0, 60, out second))
            || (dot >= 0 && !DigitReader.TryRead(fractionText, 0, 999_999, out fraction)))
        {
            return false;
        }

        for (var i = fractionText.Length; dot >= 0 && i < 6; i++)
        {
            fraction *= 10;
        }

        time = new(hour, minute < 0 ? null : minute, second < 0 ? null : second, fraction < 0 ? null : fraction, fractionText.Length);
        return true;
    }

    /// <summary><c>HHMMSS.FFFFFF</c>, or as much of it as is given.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Hour:D2}{Minute:D2}{Second:D2}");
        return Fraction is { } fraction ? string.Concat(text, ".", fraction.ToString("D6", CultureInfo.InvariantCulture).AsSpan(0, FractionDigits)) : text;
    }

    private long Ticks(int minute, int second, int microseconds) =>
        (((((Hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond);
}
