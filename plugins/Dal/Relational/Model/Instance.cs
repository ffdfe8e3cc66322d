namespace Gantry.Dal.Relational.Model;

/// <summary>A composite instance, and where its bytes are.</summary>
public sealed class Instance
{
    public long Id { get; set; }

    public required string Uid { get; set; }

    public long SeriesFk { get; set; }

    public Series Series { get; set; } = null!;

    public required string SopClassUid { get; set; }

    /// <summary>Instance Number; <see cref="int.MaxValue"/> where there is none, so that it sorts last.</summary>
    public int Number { get; set; }

    public required string TransferSyntaxUid { get; set; }

    public required string Location { get; set; }

    /// <summary>The bytes of the stored data set.</summary>
    public long Length { get; set; }

    /// <summary>The bytes before the data set in the stored file.</summary>
    public long DataSetOffset { get; set; }

    public required string SourceAETitle { get; set; }

    /// <summary>Milliseconds since 1970 in UTC: a number means the same in every database.</summary>
    public long ReceivedAt { get; set; }

    /// <summary>All attributes of the instance that are not of a level above, as a data set.</summary>
    public required byte[] Attributes { get; set; }
}
