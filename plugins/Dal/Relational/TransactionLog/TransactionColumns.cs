using System.Linq.Expressions;

namespace Gantry.Dal.Relational.TransactionLog;

/// <summary>What is read of a record.</summary>
internal static class TransactionColumns
{
    /// <summary>All but the data set, which may be a megabyte.</summary>
    public static Expression<Func<TransactionRow, TransactionRow>> WithoutDataSet => row => new TransactionRow
    {
        Id = row.Id,
        At = row.At,
        Kind = row.Kind,
        Type = row.Type,
        Direction = row.Direction,
        LocalAETitle = row.LocalAETitle,
        LocalAddress = row.LocalAddress,
        RemoteAETitle = row.RemoteAETitle,
        RemoteAddress = row.RemoteAddress,
        CorrelationId = row.CorrelationId,
        Command = row.Command,
        MessageId = row.MessageId,
        SopClassUid = row.SopClassUid,
        SopInstanceUid = row.SopInstanceUid,
        StudyUid = row.StudyUid,
        Status = row.Status,
        Duration = row.Duration,
        Bytes = row.Bytes,
        Plugin = row.Plugin,
        UserName = row.UserName,
        Description = row.Description,
        DataSetLocation = row.DataSetLocation,
        CustomType = row.CustomType,
        CustomInformation = row.CustomInformation,
    };
}
