using Gantry.Dal.Relational.Model;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Attributes;

/// <summary>A person name as key columns: each component group by itself (PS3.5 §6.2.1.2), folded.</summary>
/// <param name="Alphabetic">The first group.</param>
/// <param name="Ideographic">The second group.</param>
/// <param name="Phonetic">The third group.</param>
public readonly record struct NameKeys(string Alphabetic, string Ideographic, string Phonetic)
{
    /// <summary>The keys of an attribute with VR PN.</summary>
    public static NameKeys Of(DicomDataSet attributes, Tag tag)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var values = attributes.GetStrings(tag);
        if (values.Length > 1)
        {
            return new(KeyText.Irregular, "", "");
        }

        var groups = values.IsEmpty ? [] : values[0].Split('=');
        return groups.Length > 3
            ? new(KeyText.Irregular, "", "")
            : new(Group(groups, 0), Group(groups, 1), Group(groups, 2));
    }

    /// <summary>A component group, or the pattern for one, as it is compared: in upper case, without empty components at the end.</summary>
    public static string Fold(string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Trim().TrimEnd('^').TrimEnd().ToUpperInvariant();
    }

    private static string Group(string[] groups, int index) => index < groups.Length ? KeyText.Of(Fold(groups[index]), KeyLengths.Name) : "";
}
