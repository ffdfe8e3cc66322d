namespace Gantry.Dal.Relational.Model;

/// <summary>A study.</summary>
public sealed class Study
{
    public long Id { get; set; }

    public required string Uid { get; set; }

    public long PatientFk { get; set; }

    public Patient Patient { get; set; } = null!;

    /// <summary>YYYYMMDD.</summary>
    public required string Date { get; set; }

    public required string AccessionNumber { get; set; }

    /// <summary>The series in it, kept with every change; so are the instances.</summary>
    public int SeriesCount { get; set; }

    public int InstanceCount { get; set; }

    /// <summary>All attributes of the study, as a data set.</summary>
    public required byte[] Attributes { get; set; }

    public ICollection<Series> Series { get; } = [];
}
