using System.Text.RegularExpressions;

namespace Gantry.Dicom;

/// <summary>The forms and lengths of text values (PS3.5 §6.2).</summary>
internal static partial class ValueForm
{
    /// <summary>Whether a value, without padding, has more characters than its VR allows.</summary>
    public static bool IsTooLong(string value, Vr vr) =>
        vr == Vr.PN ? value.Split('=').Any(group => LengthOf(group) > 64) : LongestOf(vr) is { } longest && LengthOf(value) > longest;

    /// <summary>What is wrong with a value, without padding and not empty; null where nothing is.</summary>
    public static string? WhatIsWrong(string value, Vr vr) => vr switch
    {
        _ when vr == Vr.DA => OfDate(value),
        _ when vr == Vr.TM => value.Contains(':', StringComparison.Ordinal) ? "is a time in the old form, with colons." : DicomTime.TryParse(value, out _) ? null : "is no time: HHMMSS.FFFFFF.",
        _ when vr == Vr.DT => DicomDateTime.TryParse(value, out _) ? null : "is no date and time: YYYYMMDDHHMMSS.FFFFFF&ZZXX.",
        _ when vr == Vr.AS => Age().IsMatch(value) ? null : "is no age: three digits and one of D, W, M and Y.",
        _ when vr == Vr.UI => !Uid.TryParse(value, out var uid) ? "is no UID." : uid.IsStrict ? null : "is a UID with a component that begins with 0.",
        _ when vr == Vr.CS => Code().IsMatch(value) ? null : "is no code string: capital letters, digits, spaces and underscores.",
        _ when vr == Vr.DS => Decimal().IsMatch(value) ? null : "is no decimal number.",
        _ when vr == Vr.IS => Integer().IsMatch(value) && long.TryParse(value.Trim(), out var number) && number is >= int.MinValue and <= int.MaxValue ? null : "is no integer of 32 bits.",
        _ when vr == Vr.AE => AETitle.TryParse(value, out _) ? null : "is no AE title.",
        _ when vr == Vr.UR => value[0] != ' ' && Uri.IsWellFormedUriString(value, UriKind.RelativeOrAbsolute) ? null : "is no URI.",
        _ when vr == Vr.PN => OfName(value),
        _ when vr == Vr.LO || vr == Vr.SH || vr == Vr.UC => value.Any(char.IsControl) ? "has control characters." : null,
        _ when vr == Vr.LT || vr == Vr.ST || vr == Vr.UT => value.Any(character => char.IsControl(character) && character is not ('\t' or '\n' or '\f' or '\r')) ? "has control characters." : null,
        _ => null,
    };

    private static int? LongestOf(Vr vr) => vr switch
    {
        _ when vr == Vr.AE || vr == Vr.CS || vr == Vr.SH || vr == Vr.DS || vr == Vr.TM => 16,
        _ when vr == Vr.IS => 12,
        _ when vr == Vr.UI || vr == Vr.LO => 64,
        _ when vr == Vr.ST => 1_024,
        _ when vr == Vr.LT => 10_240,
        _ when vr == Vr.DT => 26,
        _ => null,
    };

    // One character may be two UTF-16 code units.
    private static int LengthOf(string value) => value.Length - value.Count(char.IsLowSurrogate);

    private static string? OfDate(string value) =>
        !DicomDate.TryParse(value, out var date) || date.Day is null ? "is no date: YYYYMMDD."
        : value.Contains('.', StringComparison.Ordinal) ? "is a date in the old form, with dots."
        : null;

    private static string? OfName(string value) =>
        value.Any(char.IsControl) ? "has control characters."
        : value.Count(character => character == '=') > 2 ? "has more than three groups."
        : value.Split('=').Any(group => group.Count(character => character == '^') > 4) ? "has more than five components."
        : null;

    [GeneratedRegex(@"^[0-9]{3}[DWMY]\z")]
    private static partial Regex Age();

    [GeneratedRegex(@"^[A-Z0-9 _]*\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"^ *[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)? *\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^ *[+-]?[0-9]+ *\z")]
    private static partial Regex Integer();
}
