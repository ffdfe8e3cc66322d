namespace Gantry.Dal.Relational.Model;

/// <summary>Another Patient ID of a patient (PS3.3 §C.7.1.1: Other Patient IDs Sequence).</summary>
public sealed class OtherPatientId
{
    public long Id { get; set; }

    public long PatientFk { get; set; }

    public Patient Patient { get; set; } = null!;

    public required string PatientId { get; set; }
}
