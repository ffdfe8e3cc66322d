using System.Text.Json;

namespace Gantry.Host.Plugins.Folders;

/// <summary>The list of dependencies that a build leaves beside the entry assembly. It tells a whole copy of a folder from half of one.</summary>
internal static class DependencyFile
{
    private const string Ending = ".deps.json";
    private const int MaximumBytes = 16 << 20;

    /// <exception cref="PluginRefusedException">It is not there or not whole, or a file that it lists is not there.</exception>
    public static void Check(FolderContent content, PluginManifest manifest)
    {
        var name = Path.GetFileNameWithoutExtension(manifest.Assembly) + Ending;
        var file = content.Find(name) ?? throw new PluginRefusedException($"{name} is not in the folder: what was copied is not all that the build made.");
        try
        {
            using var json = JsonDocument.Parse(file.ReadAll(MaximumBytes));
            if (Listed(json.RootElement).FirstOrDefault(listed => !IsThere(content, listed)) is { } missing)
            {
                throw new PluginRefusedException($"{Path.GetFileName(missing)}, which {name} lists, is not in the folder.");
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new PluginRefusedException($"{name} is not whole.");
        }
    }

    private static IEnumerable<string> Listed(JsonElement root) =>
        !root.TryGetProperty("targets", out var targets)
            ? []
            : targets.EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
                .SelectMany(library => (string[])[.. Assets(library.Value, "runtime"), .. Assets(library.Value, "native")]);

    private static IEnumerable<string> Assets(JsonElement library, string kind) =>
        library.TryGetProperty(kind, out var assets) ? assets.EnumerateObject().Select(asset => asset.Name) : [];

    // An asset of a package stands in the folder by its name alone, or below runtimes as in the package; shared ones are the host's.
    private static bool IsThere(FolderContent content, string asset)
    {
        var name = Path.GetFileName(asset);
        return name == "_._" || SharedAssemblies.Contains(Path.GetFileNameWithoutExtension(name)) || content.Find(name) is not null || content.Find(asset) is not null;
    }
}
