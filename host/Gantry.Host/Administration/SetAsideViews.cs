using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Host.Administration;

/// <summary>An instance that lies beside the catalog, and why.</summary>
internal sealed record SetAsideView(
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
    bool HasContent)
{
    public static SetAsideView Of(SetAsideInstance instance) => new(
        instance.Id,
        instance.Kind.ToString(),
        instance.SetAsideAt,
        instance.Reason,
        instance.Status.ToString(),
        Text(instance.CallingAETitle.Value),
        Text(instance.SopClass.Value),
        Text(instance.SopInstance.Value),
        Text(instance.Study.Value),
        Text(instance.TransferSyntax.Uid.Value),
        instance.Length,
        instance.Location.Length > 0);

    private static string? Text(string text) => text.Length == 0 ? null : text;
}

/// <summary>Some of them, the last first, and how many there are in all.</summary>
internal sealed record SetAsidesView(IReadOnlyList<SetAsideView> Instances, int Count, long Bytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SetAsideView))]
[JsonSerializable(typeof(SetAsidesView))]
internal sealed partial class SetAsideJson : JsonSerializerContext;
