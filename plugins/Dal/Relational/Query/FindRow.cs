namespace Gantry.Dal.Relational.Query;

/// <summary>A candidate: an entity of the query level that the statement let through.</summary>
internal sealed class FindRow
{
    public long Id { get; init; }

    /// <summary>The entity above; its attributes are read once, not with every row.</summary>
    public long ParentId { get; init; }

    public required byte[] Attributes { get; init; }

    /// <summary>At the study and series levels: how much is below it.</summary>
    public RelatedCounts Counts { get; init; }

    /// <summary>At the study level, where nearly every row has another one: the patient's attributes.</summary>
    public byte[]? Patient { get; init; }

    /// <summary>At the image level: the transfer syntax of the stored bytes.</summary>
    public string? TransferSyntaxUid { get; init; }
}
