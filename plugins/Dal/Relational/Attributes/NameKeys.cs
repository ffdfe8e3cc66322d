using Gantry.Dal.Relational.Model;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Attributes;

/// <summary>A person name as key columns: each component group by itself (PS3.5 §6.2.1.2), in upper case and without accents.</summary>
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
        if (values.IsEmpty)
        {
            return new("", "", "");
        }

        if (values.Length > 1)
        {
            return new(KeyText.Irregular, "", "");
        }

        var name = PersonName.Parse(values[0]);
        return new(Key(name.Alphabetic), Key(name.Ideographic), Key(name.Phonetic));
    }

    private static string Key(PersonNameGroup group) => KeyText.Of(PersonName.Fold(group.ToString()), KeyLengths.Name);
}
