using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dicom;
using static Gantry.Dal.Relational.Attributes.StoredText;

namespace Gantry.Dal.Relational.TransactionLog;

/// <summary>Turns records into rows and back.</summary>
internal static class TransactionRows
{
    private const double TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    public static TransactionRow New(TransactionRecord record) => new()
    {
        At = Milliseconds(record.At),
        Kind = (int)record.Kind,
        Type = (int)record.Type,
        Direction = (int)record.Direction,
        LocalAETitle = record.LocalAETitle.Value,
        LocalAddress = Cut(record.LocalAddress, TransactionTables.Address),
        RemoteAETitle = record.RemoteAETitle.Value,
        RemoteAddress = Cut(record.RemoteAddress, TransactionTables.Address),
        CorrelationId = Cut(record.CorrelationId, TransactionTables.CorrelationId),
        Command = Cut(record.Command, TransactionTables.Command),
        MessageId = record.MessageId,
        SopClassUid = record.SopClass.Value,
        SopInstanceUid = record.SopInstance.Value,
        StudyUid = record.Study.Value,
        Status = record.Status,
        Duration = Microseconds(record.Duration),
        Bytes = record.Bytes,
        Plugin = Cut(record.Plugin, TransactionTables.Plugin),
        UserName = Cut(record.User, TransactionTables.User),
        Description = Cut(record.Description, TransactionTables.Description),
        DataSetLocation = Cut(record.DataSetLocation, TransactionTables.Location),
        CustomType = Cut(record.CustomType, TransactionTables.CustomType),
        CustomInformation = Cut(record.CustomInformation, TransactionTables.CustomInformation),
        DataSet = record.DataSet is null ? null : LevelAttributes.EncodeAll(record.DataSet),
    };

    public static StoredTransaction Read(TransactionRow row) => new(row.Id, new TransactionRecord
    {
        At = Time(row.At),
        Kind = (TransactionKind)row.Kind,
        Type = (TransactionType)row.Type,
        Direction = (TransactionDirection)row.Direction,
        LocalAETitle = Title(row.LocalAETitle),
        LocalAddress = row.LocalAddress,
        RemoteAETitle = Title(row.RemoteAETitle),
        RemoteAddress = row.RemoteAddress,
        CorrelationId = row.CorrelationId,
        Command = row.Command,
        MessageId = row.MessageId,
        SopClass = Uid(row.SopClassUid),
        SopInstance = Uid(row.SopInstanceUid),
        Study = Uid(row.StudyUid),
        Status = row.Status,
        Duration = TimeSpan.FromMicroseconds(row.Duration),
        Bytes = row.Bytes,
        Plugin = row.Plugin,
        User = row.UserName,
        Description = row.Description,
        DataSetLocation = row.DataSetLocation,
        CustomType = row.CustomType,
        CustomInformation = row.CustomInformation,
        DataSet = row.DataSet is null ? null : LevelAttributes.Decode(row.DataSet),
    });

    public static long Microseconds(TimeSpan duration) => (long)Math.Round(duration.Ticks / TicksPerMicrosecond);

    private static AETitle Title(string text) => text.Length == 0 ? default : new AETitle(text);

    private static Uid Uid(string text) => text.Length == 0 ? default : new Uid(text);
}
