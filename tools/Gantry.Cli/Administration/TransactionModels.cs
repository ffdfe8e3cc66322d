using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

internal sealed record TransactionList(IReadOnlyList<Transaction> Transactions);

/// <summary>A record of the server's transaction log.</summary>
internal sealed record Transaction(
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
    JsonElement? DataSet = null,
    string? DataSetProblem = null);

/// <summary>What the server did with records that were brought to it; problems by the index of the record.</summary>
internal sealed record TransactionImportAnswer(int Added, int Present, IReadOnlyList<TransactionProblem> Problems);

internal sealed record TransactionProblem(int Index, string Reason);

/// <summary>What became of the lines of a file.</summary>
internal sealed record TransactionImportReport(long Added, long Present, long Bad);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TransactionList))]
[JsonSerializable(typeof(Transaction))]
[JsonSerializable(typeof(TransactionImportAnswer))]
[JsonSerializable(typeof(TransactionImportReport))]
internal sealed partial class TransactionJson : JsonSerializerContext;
