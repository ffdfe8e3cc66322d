using System.Text.Json.Serialization;

namespace Gantry.Host.Jobs;

/// <summary>What <c>job-owners.json</c> holds.</summary>
/// <param name="Place">The machine and the path where it was written.</param>
/// <param name="Names">The names of the last starts, the latest last.</param>
internal sealed record JobOwnerRecord(string Place, string[] Names);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JobOwnerRecord))]
internal sealed partial class JobOwnerJson : JsonSerializerContext;
