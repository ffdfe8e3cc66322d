namespace Gantry.Contracts;

/// <summary>A record of the transaction log, with its number and its data set.</summary>
/// <param name="Stored">The record.</param>
public sealed record LogRecord(StoredTransaction Stored) : TransferRecord(TransferKind.Transaction, KeyOf((Stored ?? throw new ArgumentNullException(nameof(Stored))).Number))
{
    private protected override void Write(TransferContent content)
    {
        var record = Stored.Record;
        content.Add(record.At).Add((long)record.Kind).Add((long)record.Type).Add((long)record.Direction)
            .Add(record.LocalAETitle.Value).Add(record.LocalAddress).Add(record.RemoteAETitle.Value).Add(record.RemoteAddress)
            .Add(record.CorrelationId).Add(record.Command).Add(record.MessageId).Add(record.SopClass.Value).Add(record.SopInstance.Value).Add(record.Study.Value)
            .Add(record.Status ?? long.MinValue).Add((long)Math.Round(record.Duration.TotalMicroseconds)).Add(record.Bytes).Add(record.Plugin).Add(record.User)
            .Add(record.Description).Add(record.DataSet).Add(record.DataSetLocation).Add(record.CustomType).Add(record.CustomInformation);
    }
}
