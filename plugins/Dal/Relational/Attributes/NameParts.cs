using Gantry.Dal.Relational.Model;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Attributes;

/// <summary>The parts of a patient's name, as their table has them.</summary>
public static class NameParts
{
    /// <summary>The rows of a patient; one that is irregular where the name has several values, or characters that databases treat differently.</summary>
    public static IReadOnlyList<PatientNamePart> Of(DicomDataSet attributes, long patient)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var names = attributes.GetStrings(Tags.PatientName);
        if (names.IsEmpty)
        {
            return [];
        }

        var parts = PersonNamePart.Of(names[0]);
        return names.Length > 1 || parts.Any(part => !KeyText.IsPlain(part.Text))
            ? [new PatientNamePart { PatientFk = patient, Text = KeyText.Irregular, Sound = KeyText.Irregular }]
            : [.. parts.Select(part => new PatientNamePart { PatientFk = patient, Text = part.Text, Sound = part.Sound })];
    }
}
