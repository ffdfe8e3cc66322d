namespace Gantry.Dal.Relational.Model;

/// <summary>A word of a patient's name, for names that are spelled or ordered otherwise (see <see cref="Gantry.Dicom.PersonNamePart"/>).</summary>
public sealed class PatientNamePart
{
    public long PatientFk { get; set; }

    public Patient Patient { get; set; } = null!;

    /// <summary>The word; <see cref="Relational.Attributes.KeyText.Irregular"/> where the name does not fit, and only matching can tell.</summary>
    public required string Text { get; set; }

    /// <summary>What it has in common with words that sound alike; <see cref="Relational.Attributes.KeyText.Irregular"/> likewise.</summary>
    public required string Sound { get; set; }
}
