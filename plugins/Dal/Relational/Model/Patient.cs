namespace Gantry.Dal.Relational.Model;

/// <summary>A patient: a Patient ID of one issuer; without a Patient ID, the patient of one study.</summary>
public sealed class Patient
{
    public long Id { get; set; }

    /// <summary>What makes the patient one; see <see cref="Relational.Attributes.PatientKey"/>.</summary>
    public required string Key { get; set; }

    public required string PatientId { get; set; }

    /// <summary>The alphabetic component group of Patient's Name, folded; the other two groups have columns of their own, mostly empty.</summary>
    public required string NameKey { get; set; }

    public required string IdeographicNameKey { get; set; }

    public required string PhoneticNameKey { get; set; }

    /// <summary>1 where the parts of the name are in their table, 0 where they are still to be added.</summary>
    public int HasNameParts { get; set; }

    /// <summary>All attributes of the patient, as a data set.</summary>
    public required byte[] Attributes { get; set; }

    public ICollection<Study> Studies { get; } = [];

    public ICollection<OtherPatientId> OtherIds { get; } = [];

    public ICollection<PatientNamePart> NameParts { get; } = [];
}
