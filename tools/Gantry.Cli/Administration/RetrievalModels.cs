using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

internal sealed record RetrievalList(IReadOnlyList<RetrievalReport> Retrievals, string? Fault = null);

/// <summary>A C-MOVE or C-GET that the server performs or has performed lately, or that was interrupted.</summary>
internal sealed record RetrievalReport(
    string Id,
    string Command,
    string Requestor,
    string Destination,
    string Plugin,
    string Level,
    IReadOnlyList<string> Keys,
    DateTimeOffset BegunAt,
    double Seconds,
    int Remaining,
    int Completed,
    int Failed,
    int Warning,
    string? Status = null,
    string? Comment = null,
    string? State = null,
    DateTimeOffset? DueAt = null,
    IReadOnlyList<RetrievedInstance>? Instances = null);

/// <summary>An instance, and the status that its receiver answered; null where it could not be sent.</summary>
internal sealed record RetrievedInstance(string SopInstanceUid, string? Status = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetrievalList))]
[JsonSerializable(typeof(RetrievalReport))]
internal sealed partial class RetrievalJson : JsonSerializerContext;
