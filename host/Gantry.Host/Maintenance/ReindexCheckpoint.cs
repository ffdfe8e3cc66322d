using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Host.Maintenance;

/// <summary>What an interrupted rebuild of the catalog has done, kept in <c>reindex.json</c> of the data folder.</summary>
/// <param name="Catalog">The plugin that provides the catalog: another one has its own instances.</param>
/// <param name="Parts">The parts of the store that are done.</param>
/// <param name="Counts">What was done.</param>
internal sealed record ReindexCheckpoint(string Catalog, IReadOnlyList<string> Parts, ReindexCounts Counts)
{
    public static ReindexCheckpoint None(string catalog) => new(catalog, [], default);

    /// <summary>Reads what is there; null where nothing is, or nothing that can be gone on with.</summary>
    public static ReindexCheckpoint? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), ReindexJson.Default.ReindexCheckpoint) : null;
        }
        catch (JsonException)
        {
            return null; // written by hand: the rebuild begins anew, which does no harm
        }
    }

    /// <summary>Replaces what is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string file) => DataFile.Replace(file, this, ReindexJson.Default.ReindexCheckpoint);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReindexCheckpoint))]
internal sealed partial class ReindexJson : JsonSerializerContext;
