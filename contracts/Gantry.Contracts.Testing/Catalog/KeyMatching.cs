using System.Text.RegularExpressions;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>Attribute matching (PS3.4 §C.2.2.2), straight from the rules.</summary>
internal static class KeyMatching
{
    /// <summary>True where the attribute at <paramref name="at"/> satisfies the key.</summary>
    public static bool Matches(DicomElement key, DicomDataSet keys, DicomDataSet attributes, Tag at)
    {
        if (key is DicomSequence sequence)
        {
            return MatchesSequence(sequence, attributes, at);
        }

        var text = keys.GetText(key.Tag);
        if (text is null or "*")
        {
            return true; // universal matching includes entities without the attribute
        }

        var stored = attributes.GetStrings(at);
        return key.Vr == Vr.UI ? keys.GetStrings(key.Tag).Any(stored.Contains) : stored.Any(value => MatchesValue(key.Vr, text, value));
    }

    private static bool MatchesSequence(DicomSequence key, DicomDataSet attributes, Tag at) =>
        key.Items is not [{ Count: > 0 } item]
        || item.All(inner => inner.IsEmpty)
        || attributes.GetItems(at).Any(stored => item.All(inner => Matches(inner, item, stored, inner.Tag)));

    private static bool MatchesValue(Vr vr, string key, string value)
    {
        if (vr == Vr.DA || vr == Vr.TM || vr == Vr.DT)
        {
            return MatchesTemporal(key, value);
        }

        if (vr == Vr.IS || vr == Vr.DS)
        {
            return double.TryParse(key, out var left) && double.TryParse(value, out var right) ? left.Equals(right) : key == value;
        }

        var comparison = vr == Vr.PN ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return key.AsSpan().ContainsAny('*', '?') && (vr.UsesCharacterSet || vr == Vr.AE || vr == Vr.CS)
            ? MatchesWildCards(key, value, comparison)
            : vr == Vr.PN ? key.TrimEnd('^').Equals(value.TrimEnd('^'), comparison) : key.Equals(value, comparison);
    }

    private static bool MatchesWildCards(string key, string value, StringComparison comparison)
    {
        var pattern = "^" + Regex.Escape(key).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$";
        var options = RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        return Regex.IsMatch(value, pattern, comparison == StringComparison.Ordinal ? options : options | RegexOptions.IgnoreCase);
    }

    // Both sides are completed to the length of the other: 1990 stands for all of that year.
    private static bool MatchesTemporal(string key, string value)
    {
        var dash = key.IndexOf('-', StringComparison.Ordinal);
        var from = dash < 0 ? key : key[..dash];
        var to = dash < 0 ? key : key[(dash + 1)..];
        return (from.Length == 0 || string.CompareOrdinal(value.PadRight(from.Length, '0'), from) >= 0)
            && (to.Length == 0 || string.CompareOrdinal(value[..Math.Min(value.Length, to.Length)], to) <= 0);
    }
}
