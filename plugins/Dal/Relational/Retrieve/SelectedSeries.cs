namespace Gantry.Dal.Relational.Retrieve;

/// <summary>A series with chosen instances.</summary>
internal sealed class SelectedSeries
{
    public long Id { get; init; }

    public int Number { get; init; }

    public required string Uid { get; init; }

    public long StudyId { get; init; }

    public required string StudyUid { get; init; }

    public required string PatientId { get; init; }

    /// <summary>The patient's attributes where the column does not tell the Patient ID, or where not all may be seen.</summary>
    public byte[]? Patient { get; init; }

    /// <summary>The study's attributes, where not all may be seen; so are the series' own.</summary>
    public byte[]? Study { get; init; }

    public byte[]? Attributes { get; init; }
}
