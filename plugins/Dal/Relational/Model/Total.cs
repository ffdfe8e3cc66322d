namespace Gantry.Dal.Relational.Model;

/// <summary>How much there is, kept with every change. Several writers have rows of their own, so that they need not wait for each other.</summary>
public sealed class Total
{
    /// <summary>The number of the row.</summary>
    public int Shard { get; set; }

    public long Patients { get; set; }

    public long Studies { get; set; }

    public long Series { get; set; }

    public long Instances { get; set; }

    public long Bytes { get; set; }
}
