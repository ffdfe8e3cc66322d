namespace Gantry.Dal.Relational.Model;

/// <summary>A series.</summary>
public sealed class Series
{
    public long Id { get; set; }

    public required string Uid { get; set; }

    public long StudyFk { get; set; }

    public Study Study { get; set; } = null!;

    public required string Modality { get; set; }

    /// <summary>Series Number; <see cref="int.MaxValue"/> where there is none, so that it sorts last.</summary>
    public int Number { get; set; }

    /// <summary>The SOP class of all its instances; <see cref="Relational.Attributes.KeyText.Irregular"/> where they have several.</summary>
    public required string SopClassUid { get; set; }

    /// <summary>The instances in it, kept with every change.</summary>
    public int InstanceCount { get; set; }

    /// <summary>All attributes of the series, as a data set.</summary>
    public required byte[] Attributes { get; set; }

    public ICollection<Instance> Instances { get; } = [];
}
