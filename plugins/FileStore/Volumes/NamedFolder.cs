using System.Text.RegularExpressions;

namespace Gantry.Plugins.FileStore;

/// <summary>A volume as the settings have it: <c>FOLDER</c>, or <c>NAME=FOLDER</c>.</summary>
/// <param name="Name">Its name; empty for none.</param>
/// <param name="Folder">The folder.</param>
internal sealed partial record NamedFolder(string Name, string Folder)
{
    /// <summary>The name of the folder that every store has.</summary>
    public const string Main = "main";

    /// <summary>The name of the folder for old instances, unless it has another.</summary>
    public const string Large = "large";

    /// <summary>Reads a setting; a full path that has an equals sign is no name.</summary>
    /// <param name="text">The setting.</param>
    /// <param name="otherwise">The name where it gives none.</param>
    public static NamedFolder Parse(string text, string otherwise = "") =>
        Form().Match(text) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value) : new(otherwise, text);

    /// <summary>Checks that no two volumes have a name.</summary>
    /// <exception cref="IOException">Two have; the message says which.</exception>
    public static void CheckNames(IEnumerable<NamedFolder> folders)
    {
        if (folders.Where(folder => folder.Name.Length > 0).GroupBy(folder => folder.Name).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new IOException($"Two volumes of the instance store have the name {same.Key}: {string.Join(", ", same.Select(folder => folder.Folder))}.");
        }
    }

    [GeneratedRegex("^([A-Za-z0-9_-]{1,32})=(.+)$")]
    private static partial Regex Form();
}
