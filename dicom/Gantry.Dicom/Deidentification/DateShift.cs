namespace Gantry.Dicom;

/// <summary>Moves the dates of values by whole days; times of day stay.</summary>
internal static class DateShift
{
    /// <summary>The element with its dates moved.</summary>
    /// <returns>Null where some value is not a full date, or there is nothing in the VR to move.</returns>
    public static DicomElement? Of(DicomDataSet owner, DicomElement element, Vr vr, int days)
    {
        if (element.IsEmpty || element is not DicomBytes)
        {
            return null;
        }

        var values = owner.GetStrings(element.Tag);
        if (vr == Vr.TM)
        {
            return values.All(value => value.Length == 0 || DicomTime.TryParse(value, out _)) ? element : null;
        }

        if (vr != Vr.DA && vr != Vr.DT)
        {
            return null;
        }

        var moved = new List<string>();
        foreach (var value in values)
        {
            var text = value.Length == 0 ? "" : vr == Vr.DA ? MoveDate(value, days) : MoveDateTime(value, days);
            if (text is null)
            {
                return null;
            }

            moved.Add(text);
        }

        return new DicomBytes(element.Tag, vr, ValueEncoder.Ascii(string.Join('\\', moved), vr));
    }

    private static string? MoveDate(string value, int days) => DicomDate.TryParse(value, out var date) ? Move(date, days)?.ToString() : null;

    private static string? MoveDateTime(string value, int days) =>
        DicomDateTime.TryParse(value, out var time) && Move(time.Date, days) is { } date ? (time with { Date = date }).ToString() : null;

    private static DicomDate? Move(DicomDate date, int days)
    {
        if (date.Day is null)
        {
            return null;
        }

        var number = (long)date.Earliest.DayNumber + days;
        return number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber ? DicomDate.Of(DateOnly.FromDayNumber((int)number)) : null;
    }
}
