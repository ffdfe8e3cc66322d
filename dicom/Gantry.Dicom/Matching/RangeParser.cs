using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

/// <summary>Reads keys of VR DA, TM and DT (PS3.4 §C.2.2.2.5): <c>a</c>, <c>a-b</c>, <c>a-</c> and <c>-b</c>, each side possibly shortened.</summary>
internal static class RangeParser
{
    public static bool TryParse(Vr vr, string text, TimeSpan localOffset, [NotNullWhen(true)] out MatchKey? key)
    {
        key = vr switch
        {
            _ when vr == Vr.DA => Dates(text),
            _ when vr == Vr.TM => Times(text),
            _ when vr == Vr.DT => DateTimes(text, localOffset),
            _ => null,
        };
        return key is not null;
    }

    private static MatchKey.DateRange? Dates(string text)
    {
        var (first, last) = Split(text, text.IndexOf('-', StringComparison.Ordinal));
        DicomDate from = default, to = default;
        return (first.Length == 0 || DicomDate.TryParse(first, out from)) && (last.Length == 0 || DicomDate.TryParse(last, out to)) && (first.Length > 0 || last.Length > 0)
            ? new(first.Length == 0 ? null : from.Earliest, last.Length == 0 ? null : to.Latest)
            : null;
    }

    private static MatchKey.TimeRange? Times(string text)
    {
        var (first, last) = Split(text, text.IndexOf('-', StringComparison.Ordinal));
        DicomTime from = default, to = default;
        return (first.Length == 0 || DicomTime.TryParse(first, out from)) && (last.Length == 0 || DicomTime.TryParse(last, out to)) && (first.Length > 0 || last.Length > 0)
            ? new(first.Length == 0 ? null : from.Earliest, last.Length == 0 ? null : to.Latest)
            : null;
    }

    private static MatchKey.DateTimeRange? DateTimes(string text, TimeSpan localOffset)
    {
        // A hyphen may belong to an offset from UTC: the whole is one value if it can be; otherwise the first hyphen that leaves two values parts them.
        if (DicomDateTime.TryParse(text, out var single))
        {
            return new(single.EarliestUtc(localOffset), single.LatestUtc(localOffset), localOffset);
        }

        for (var hyphen = text.IndexOf('-', StringComparison.Ordinal); hyphen >= 0; hyphen = text.IndexOf('-', hyphen + 1))
        {
            var (first, last) = Split(text, hyphen);
            DicomDateTime from = default, to = default;
            if ((first.Length == 0 || DicomDateTime.TryParse(first, out from)) && (last.Length == 0 || DicomDateTime.TryParse(last, out to)) && (first.Length > 0 || last.Length > 0))
            {
                return new(first.Length == 0 ? null : from.EarliestUtc(localOffset), last.Length == 0 ? null : to.LatestUtc(localOffset), localOffset);
            }
        }

        return null;
    }

    private static (string First, string Last) Split(string text, int hyphen) =>
        hyphen < 0 ? (text, text) : (text[..hyphen].Trim(), text[(hyphen + 1)..].Trim());
}
