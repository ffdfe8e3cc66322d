using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

/// <summary>Instances that lie beside the catalog, the last first, and how many there are in all.</summary>
internal sealed record SetAsideList(IReadOnlyList<SetAsideInstance> Instances, int Count, long Bytes);

/// <summary>An instance that was refused, is in conflict, or was superseded.</summary>
internal sealed record SetAsideInstance(
    string Id,
    string Kind,
    DateTimeOffset SetAsideAt,
    string Reason,
    string Status,
    string? CallingAETitle,
    string? SopClassUid,
    string? SopInstanceUid,
    string? StudyInstanceUid,
    string? TransferSyntaxUid,
    long Length,
    bool HasContent);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SetAsideList))]
[JsonSerializable(typeof(SetAsideInstance))]
internal sealed partial class SetAsideJson : JsonSerializerContext;
