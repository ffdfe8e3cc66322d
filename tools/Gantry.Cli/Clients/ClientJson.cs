using System.Text.Json.Serialization;

namespace Gantry.Cli.Clients;

internal sealed record EchoLine(string Peer, string Status, double Milliseconds);

internal sealed record StoreLine(string Source, string Result, string? SopClassUid, string? SopInstanceUid, string? TransferSyntaxUid, string? Status, string? Message, long Bytes, int Attempts);

internal sealed record StoreTotals(int Stored, int Warnings, int Failed, int Skipped, long Bytes, double Seconds);

internal sealed record StoreEnd(StoreTotals Summary);

internal sealed record RetrieveLine(int? Remaining, int? Completed, int? Failed, int? Warning);

internal sealed record RetrieveEnd(string Status, int? Completed, int? Failed, int? Warning, string? ErrorComment, IReadOnlyList<string> FailedSopInstanceUids, int? Present);

internal sealed record SavedLine(string File);

internal sealed record CommitLine(string SopClassUid, string SopInstanceUid, bool Committed, string? Reason);

internal sealed record MediaLine(string Request, string ExecutionStatus, string ExecutionStatusInfo, int? PiecesCreated, IReadOnlyList<CommitLine>? Failed);

/// <summary>What commands write as JSON lines.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EchoLine))]
[JsonSerializable(typeof(StoreLine))]
[JsonSerializable(typeof(StoreEnd))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(RetrieveLine))]
[JsonSerializable(typeof(RetrieveEnd))]
[JsonSerializable(typeof(SavedLine))]
[JsonSerializable(typeof(CommitLine))]
[JsonSerializable(typeof(MediaLine))]
internal sealed partial class ClientJson : JsonSerializerContext;
