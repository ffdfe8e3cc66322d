using System.Globalization;

namespace Gantry.Dicom;

/// <summary>A value of VR DT (PS3.5 §6.2): an instant, as precise as it was given, with or without an offset from UTC.</summary>
/// <param name="Date">The date.</param>
/// <param name="Time">The time of day; null where only the date, or a part of it, is given.</param>
/// <param name="Offset">The offset from UTC, -12:00 to +14:00; null for local time.</param>
public readonly record struct DicomDateTime(DicomDate Date, DicomTime? Time = null, TimeSpan? Offset = null)
{
    /// <summary>The first instant it can mean, in its own offset.</summary>
    public DateTime Earliest => Date.Earliest.ToDateTime(Time?.Earliest ?? TimeOnly.MinValue);

    /// <summary>The last instant it can mean, in its own offset, in whole microseconds.</summary>
    public DateTime Latest => Date.Latest.ToDateTime(Time?.Latest ?? new TimeOnly(TimeSpan.TicksPerDay - TimeSpan.TicksPerMicrosecond));

    /// <summary>The first instant it can mean, in UTC.</summary>
    /// <param name="local">The offset of values without one: that of the data set's Timezone Offset From UTC (0008,0201), or the system's.</param>
    public DateTime EarliestUtc(TimeSpan local) => ToUtc(Earliest, Offset ?? local);

    /// <summary>The last instant it can mean, in UTC.</summary>
    /// <param name="local">The offset of values without one.</param>
    public DateTime LatestUtc(TimeSpan local) => ToUtc(Latest, Offset ?? local);

    /// <summary>Reads <c>YYYYMMDDHHMMSS.FFFFFF&amp;ZZXX</c>, of which components may be missing from the right, the offset apart.</summary>
    /// <returns>False where the text is not that, or names no instant.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomDateTime value)
    {
        value = default;
        text = text.Trim(" \0");
        TimeSpan? offset = null;
        if (text.Length > 5 && text[^5] is '+' or '-')
        {
            if (!TryParseOffset(text[^5..], out var parsed))
            {
                return false;
            }

            offset = parsed;
            text = text[..^5];
        }

        DicomTime time = default;
        var dateLength = Math.Min(text.Length, 8);
        if (!DicomDate.TryParse(text[..dateLength], out var date) || (text.Length > 8 && (text.Contains(':') || !DicomTime.TryParse(text[8..], out time))))
        {
            return false;
        }

        value = new(date, text.Length > 8 ? time : null, offset);
        return true;
    }

    /// <summary>Reads <c>&amp;ZZXX</c>, e.g. the value of Timezone Offset From UTC (0008,0201).</summary>
    /// <returns>False where the text is not a sign and four digits, or not between -12:00 and +14:00.</returns>
    public static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        text = text.Trim(" \0");
        if (text.Length != 5 || text[0] is not ('+' or '-') || !DigitReader.TryRead(text[1..3], 0, 14, out var hours) || !DigitReader.TryRead(text[3..], 0, 59, out var minutes))
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -offset : offset;
        return offset >= TimeSpan.FromHours(-12) && offset <= TimeSpan.FromHours(14);
    }

    /// <summary><c>YYYYMMDDHHMMSS.FFFFFF&amp;ZZXX</c>, or as much of it as is given.</summary>
    public override string ToString()
    {
        var text = $"{Date}{Time}";
        return Offset is { } offset
            ? string.Create(CultureInfo.InvariantCulture, $"{text}{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):D2}{Math.Abs(offset.Minutes):D2}")
            : text;
    }

    private static DateTime ToUtc(DateTime local, TimeSpan offset)
    {
        var ticks = local.Ticks - offset.Ticks;
        return new DateTime(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
    }
}
