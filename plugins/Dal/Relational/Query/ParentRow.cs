namespace Gantry.Dal.Relational.Query;

/// <summary>An entity above the query level.</summary>
internal sealed class ParentRow
{
    public long Id { get; init; }

    public long ParentId { get; init; }

    public required byte[] Attributes { get; init; }

    /// <summary>How much is below it.</summary>
    public RelatedCounts Counts { get; init; }

    /// <summary>The attributes of the entity above it, where they are read along.</summary>
    public byte[]? ParentAttributes { get; init; }
}
