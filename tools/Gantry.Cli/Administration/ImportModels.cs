using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

/// <summary>What is imported, by full paths of the server's machine, and which AE it counts as coming from.</summary>
internal sealed record ImportRequest(IReadOnlyList<string> Paths, [property: JsonPropertyName("aeTitle")] string? AETitle, int? Associations, bool Anew);

/// <summary>How far an import has come, and what was not imported.</summary>
internal sealed record ImportReport(
    string State,
    IReadOnlyList<string> Paths,
    [property: JsonPropertyName("aeTitle")] string AETitle,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long? Total,
    long Files,
    long Stored,
    long Warnings,
    long Present,
    long Failed,
    long Unreadable,
    long Bytes,
    IReadOnlyList<ImportProblem> Problems,
    string? Failure);

/// <summary>A file that was not imported, or with a warning.</summary>
internal sealed record ImportProblem(string Name, string Result, string? Status, string? SopInstance, string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class ImportJson : JsonSerializerContext;
