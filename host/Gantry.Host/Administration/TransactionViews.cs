using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Administration;

/// <summary>A record of the transaction log; what it does not say is left out. The data set, where it was kept and is asked for, is DICOM JSON (PS3.18 §F.2).</summary>
internal sealed record TransactionView(
    long Number,
    DateTimeOffset At,
    string Kind,
    string Type,
    string Direction,
    string? LocalAETitle,
    string? LocalAddress,
    string? RemoteAETitle,
    string? RemoteAddress,
    string? Association,
    string? Command,
    int? MessageId,
    string? SopClassUid,
    string? SopInstanceUid,
    string? StudyInstanceUid,
    string? Status,
    double Milliseconds,
    long Bytes,
    string? Plugin,
    string? User,
    string? Description,
    string? CustomType,
    string? CustomInformation,
    JsonElement? DataSet,
    string? DataSetProblem)
{
    public static TransactionView Of(StoredTransaction stored)
    {
        var record = stored.Record;
        var (dataSet, problem) = record.DataSet is { } kept ? JsonOf(kept) : (null, null);
        return new(
            stored.Number, record.At, record.Kind.ToString(), record.Type.ToString(), record.Direction.ToString(),
            Text(record.LocalAETitle.Value), Text(record.LocalAddress), Text(record.RemoteAETitle.Value), Text(record.RemoteAddress), Text(record.CorrelationId),
            Text(record.Command), record.MessageId == 0 ? null : record.MessageId, Text(record.SopClass.Value), Text(record.SopInstance.Value), Text(record.Study.Value),
            StatusOf(record), record.Duration.TotalMilliseconds, record.Bytes, Text(record.Plugin), Text(record.User), Text(record.Description),
            Text(record.CustomType), Text(record.CustomInformation), dataSet, problem);
    }

    // A peer may have sent values that DICOM JSON has no form for; the record is shown all the same.
    private static (JsonElement? DataSet, string? Problem) JsonOf(DicomDataSet dataSet)
    {
        try
        {
            return (JsonElement.Parse(DicomJsonWriter.ToArray(dataSet)), null);
        }
        catch (DicomEncodingException exception)
        {
            return (null, exception.Message);
        }
    }

    private static string? StatusOf(TransactionRecord record) => record.Status is not { } status ? null
        : record.Kind == TransactionKind.Operation ? new DimseStatus((ushort)status).ToString()
        : status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? Text(string text) => text.Length == 0 ? null : text;
}

internal sealed record TransactionsView(IReadOnlyList<TransactionView> Transactions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TransactionView))]
[JsonSerializable(typeof(TransactionsView))]
internal sealed partial class TransactionJson : JsonSerializerContext;
