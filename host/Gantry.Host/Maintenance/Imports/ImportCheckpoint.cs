using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>An import that was begun and has not come to its end, kept in <c>import.json</c> of the data folder.</summary>
/// <param name="Paths">What is imported.</param>
/// <param name="AETitle">The AE that the instances count as coming from.</param>
/// <param name="Associations">The associations side by side.</param>
/// <param name="IsHeld">True where an administrator has stopped it: it is not gone on with by itself.</param>
/// <param name="Mark">How far it was.</param>
internal sealed record ImportCheckpoint(IReadOnlyList<string> Paths, string AETitle, int Associations, bool IsHeld, ImportMark Mark)
{
    /// <summary>True for an import of the same.</summary>
    public bool IsOf(ImportOptions options) => AETitle == options.AETitle.Value && Paths.SequenceEqual(options.Paths, StringComparer.Ordinal);

    /// <summary>Reads what is there; null where nothing is, or nothing that can be gone on with.</summary>
    public static ImportCheckpoint? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), ImportJson.Default.ImportCheckpoint) : null;
        }
        catch (JsonException)
        {
            return null; // written by hand: the import begins anew, and passes over what is stored
        }
    }

    /// <summary>Replaces what is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string file) => DataFile.Replace(file, this, ImportJson.Default.ImportCheckpoint);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ImportCheckpoint))]
internal sealed partial class ImportJson : JsonSerializerContext;
