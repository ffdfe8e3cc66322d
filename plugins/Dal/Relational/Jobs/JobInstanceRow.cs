namespace Gantry.Dal.Relational.Jobs;

/// <summary>A SOP instance that a job concerns.</summary>
public sealed class JobInstanceRow
{
    public long JobFk { get; set; }

    public JobRow Job { get; set; } = null!;

    public required string Uid { get; set; }
}
