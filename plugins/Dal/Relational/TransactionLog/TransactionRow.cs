namespace Gantry.Dal.Relational.TransactionLog;

/// <summary>A record of the transaction log; see <see cref="Gantry.Contracts.TransactionRecord"/>.</summary>
public sealed class TransactionRow
{
    public long Id { get; set; }

    /// <summary>Milliseconds since 1970 in UTC.</summary>
    public long At { get; set; }

    public int Kind { get; set; }

    public int Type { get; set; }

    public int Direction { get; set; }

    public required string LocalAETitle { get; set; }

    public required string LocalAddress { get; set; }

    public required string RemoteAETitle { get; set; }

    public required string RemoteAddress { get; set; }

    public required string CorrelationId { get; set; }

    public required string Command { get; set; }

    public int MessageId { get; set; }

    public required string SopClassUid { get; set; }

    public required string SopInstanceUid { get; set; }

    public required string StudyUid { get; set; }

    public int? Status { get; set; }

    /// <summary>Microseconds.</summary>
    public long Duration { get; set; }

    public long Bytes { get; set; }

    public required string Plugin { get; set; }

    public required string UserName { get; set; }

    public required string Description { get; set; }

    public required string DataSetLocation { get; set; }

    public required string CustomType { get; set; }

    public required string CustomInformation { get; set; }

    /// <summary>The data set; null where there is none, or it was not asked for.</summary>
    public byte[]? DataSet { get; set; }
}
