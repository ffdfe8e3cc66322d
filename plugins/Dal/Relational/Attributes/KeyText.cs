using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Attributes;

/// <summary>
/// The text of the key columns. A key column narrows a query; the matcher decides. So a column may say "perhaps", but must never rule out what the
/// matcher would accept: values that do not fit a column become <see cref="Irregular"/>, and every condition on the column lets those pass.
/// </summary>
public static class KeyText
{
    /// <summary>Several values, or one that is too long or holds what databases treat differently. No value is a backslash: it separates values.</summary>
    public const string Irregular = "\\";

    /// <summary>The column's text of an attribute; empty where it has no value.</summary>
    public static string Of(DicomDataSet attributes, Tag tag, int maximumLength)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ImmutableArray<string> values = attributes.GetStrings(tag);
        return values.Length switch
        {
            0 => "",
            1 => Of(values[0], maximumLength),
            _ => Irregular,
        };
    }

    /// <summary>The column's text of a date: YYYYMMDD.</summary>
    public static string OfDate(DicomDataSet attributes, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var values = attributes.GetStrings(tag);
        return values.IsEmpty || values is [""] ? ""
            : values is [var value] && DicomDate.TryParse(value, out var date) && date.Day is not null ? date.ToString()
            : Irregular;
    }

    /// <summary>The column's text of one value.</summary>
    public static string Of(string value, int maximumLength)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length <= maximumLength && IsPlain(value) && !value.Contains('\\', StringComparison.Ordinal) ? value : Irregular;
    }

    /// <summary>True for text that every database stores and compares alike: no control characters, and no character beyond UTF-16's basic plane.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                return false;
            }
        }

        return true;
    }
}
