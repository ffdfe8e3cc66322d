using System.Text.Json.Serialization;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>A file that was not imported, or with a warning.</summary>
/// <param name="Name">Its path; in an archive the archive's, <c>!</c>, and its name there.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Status">The status of the C-STORE (PS3.4 §B.2.3), as <c>A900H</c>; null where it did not come to that.</param>
/// <param name="SopInstance">Its SOP Instance UID; null where it could not be read.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record ImportProblem(string Name, string Result, string? Status, string? SopInstance, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportProblem))]
internal sealed partial class ImportProblemJson : JsonSerializerContext;
