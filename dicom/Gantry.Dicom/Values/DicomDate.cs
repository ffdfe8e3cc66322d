using System.Globalization;

namespace Gantry.Dicom;

/// <summary>A value of VR DA (PS3.5 §6.2): a day, or in a matching key a month or a year.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">1 to 12; null where only the year is given.</param>
/// <param name="Day">1 to 31; null where only the month is given.</param>
public readonly record struct DicomDate(int Year, int? Month = null, int? Day = null)
{
    /// <summary>The first day it can mean.</summary>
    public DateOnly Earliest => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last day it can mean.</summary>
    public DateOnly Latest => Month is not { } month ? new(Year, 12, 31) : new(Year, month, Day ?? DateTime.DaysInMonth(Year, month));

    /// <summary>A date of a day.</summary>
    public static DicomDate Of(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <summary>Reads <c>YYYYMMDD</c>, a part of it (<c>YYYYMM</c>, <c>YYYY</c>), or the old form <c>YYYY.MM.DD</c>.</summary>
    /// <returns>False where the text is none of these, or names no day of the calendar.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomDate date)
    {
        date = default;
        text = text.Trim(" \0");
        if (text.Length == 10 && text[4] == '.' && text[7] == '.')
        {
            text = string.Concat(text[..4], text[5..7], text[8..]);
        }

        if (text.Length is not (4 or 6 or 8) || !DigitReader.TryRead(text[..4], 1, 9_999, out var year))
        {
            return false;
        }

        int month = 0, day = 0;
        if ((text.Length >= 6 && !DigitReader.TryRead(text[4..6], 1, 12, out month))
            || (text.Length == 8 && !DigitReader.TryRead(text[6..], 1, DateTime.DaysInMonth(year, month), out day)))
        {
            return false;
        }

        date = new(year, month == 0 ? null : month, day == 0 ? null : day);
        return true;
    }

    /// <summary><c>YYYYMMDD</c>, or as much of it as is given.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}{Month:D2}{Day:D2}");
}
