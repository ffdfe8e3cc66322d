using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Host.Memory;

/// <summary>What a look into the memory of a process found.</summary>
/// <param name="Path">From what roots it to the plugin's own, a line each; empty where none was found.</param>
/// <param name="Problem">Why none was found, in a sentence; null where one was.</param>
/// <param name="Objects">The objects that were looked at.</param>
/// <param name="Milliseconds">How long the process was held.</param>
internal sealed record HeapAnswer(IReadOnlyList<string> Path, string? Problem, int Objects, long Milliseconds)
{
    public static HeapAnswer Nothing(string problem) => new([], problem, 0, 0);

    public string ToJson() => JsonSerializer.Serialize(this, HeapJson.Default.HeapAnswer);

    /// <exception cref="JsonException">It is none.</exception>
    public static HeapAnswer? FromJson(string json) => JsonSerializer.Deserialize(json, HeapJson.Default.HeapAnswer);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HeapAnswer))]
internal sealed partial class HeapJson : JsonSerializerContext;
