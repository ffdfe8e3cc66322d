using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Gantry.Dicom;

public sealed partial class DicomDataSet
{
    /// <summary>The first value as a decimal number, without loss: a decimal string with all its digits, an integer of 64 bits.</summary>
    /// <returns>Null where the element is absent, has no value, is not a number, or is one that <see cref="decimal"/> cannot hold exactly.</returns>
    public decimal? GetDecimal(Tag tag)
    {
        foreach (var text in GetStrings(tag))
        {
            return ToDecimal(text);
        }

        return null;
    }

    /// <summary>All values as decimal numbers, each as <see cref="GetDecimal"/> gives it.</summary>
    /// <returns>None where the element is absent or has no value, or where one of the values is not a number that can be held exactly.</returns>
    public ImmutableArray<decimal> GetDecimals(Tag tag)
    {
        var numbers = ImmutableArray.CreateBuilder<decimal>();
        foreach (var text in GetStrings(tag))
        {
            if (ToDecimal(text) is not { } number)
            {
                return [];
            }

            numbers.Add(number);
        }

        return numbers.ToImmutable();
    }

    // Text that is a number but has too many digits, or is too small, is rounded by the framework without a word.
    private static decimal? ToDecimal(string text) =>
        ValueNumbers.TryParse(Encoding.Latin1.GetBytes(text), out double _) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsExact(text) ? number : null;

    private static bool IsExact(string text)
    {
        var mantissa = text.AsSpan().Trim();
        var e = mantissa.IndexOfAny('e', 'E');
        var exponent = 0;
        if (e >= 0 && (!int.TryParse(mantissa[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs((long)exponent) > 1_000))
        {
            return false;
        }

        mantissa = (e < 0 ? mantissa : mantissa[..e]).TrimStart("+-");
        var dot = mantissa.IndexOf('.');
        var digits = dot < 0 ? mantissa.ToString() : string.Concat(mantissa[..dot], mantissa[(dot + 1)..]);
        var significant = digits.TrimStart('0').TrimEnd('0').Length;
        var fraction = (dot < 0 ? 0 : mantissa.Length - dot - 1) - (digits.Length - digits.TrimEnd('0').Length) - exponent;
        return significant == 0 || (significant <= 28 && fraction <= 28);
    }
}
