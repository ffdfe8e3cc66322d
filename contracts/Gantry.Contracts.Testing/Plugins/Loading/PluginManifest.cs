using System.Text.Json;

namespace Gantry.Contracts.Testing.Loading;

/// <summary>What a harness needs of <c>plugin.json</c>.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Assembly">The file name of the entry assembly.</param>
/// <param name="Resident">The assemblies that stay in memory.</param>
internal sealed record PluginManifest(string Id, string Assembly, IReadOnlyList<string> Resident)
{
    /// <exception cref="PluginRefusedException">There is none, or it is not understood.</exception>
    public static PluginManifest Read(string folder)
    {
        var file = Path.Combine(folder, "plugin.json");
        if (!File.Exists(file))
        {
            throw new PluginRefusedException($"There is no plugin.json in {folder}.");
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            var resident = root.TryGetProperty("resident", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
            return new PluginManifest(root.GetProperty("id").GetString()!, root.GetProperty("assembly").GetString()!, [.. resident]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new PluginRefusedException($"plugin.json is not a manifest: {exception.Message}");
        }
    }
}
