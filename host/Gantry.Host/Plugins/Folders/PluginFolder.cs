using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gantry.Host.Plugins.Folders;

/// <summary>A drop-in folder that was read and found fit to load.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Content">Its files.</param>
internal sealed partial record PluginFolder(string Path, PluginManifest Manifest, FolderContent Content)
{
    public const string ManifestName = "plugin.json";
    private const int MaximumManifestBytes = 1 << 20;
    private const int MaximumIdLength = 100;
    private const int MaximumTextLength = 1_000;

    // A data folder has files by such names beside the plugins' own folders.
    private static readonly string[] ReservedEndings = [".json", ".lock", ".log", ".new"];

    private string? _contentHash;

    /// <summary>
    /// A hash of the names and bytes of every file in it: 32 hexadecimal digits. Reckoned when it is first asked for: folders that are left out are not read through.
    /// </summary>
    /// <exception cref="PluginRefusedException">A file cannot be read, or was exchanged.</exception>
    public string ContentHash => _contentHash ??= OrRefused(Content.Hash);

    /// <summary>Reads the folder and checks all that can be checked before code is loaded.</summary>
    /// <exception cref="PluginRefusedException">The folder is not a plugin for this host.</exception>
    public static PluginFolder Read(string path, FolderPolicy policy) => OrRefused(() =>
    {
        var content = FolderContent.Read(path, policy);
        var manifest = ReadManifest(content);
        Check(content, manifest);
        return new PluginFolder(path, manifest, content);
    });

    /// <summary>What the manifest says; null where the folder is not fit to load, which is told when it is read to be loaded.</summary>
    public static PluginManifest? TryReadManifest(string path, FolderPolicy policy)
    {
        try
        {
            return Read(path, policy).Manifest;
        }
        catch (PluginRefusedException)
        {
            return null;
        }
    }

    private static T OrRefused<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException($"The folder cannot be read: {exception.Message}");
        }
    }

    /// <summary>Copies it into a folder that is not there yet.</summary>
    /// <exception cref="PluginRefusedException">It changed meanwhile; what was copied is left to the caller.</exception>
    public void CopyTo(string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Content.Files)
        {
            file.CopyTo(System.IO.Path.Combine(target, file.Path));
        }

        if (Read(target, FolderPolicy.OwnCopy).ContentHash != ContentHash)
        {
            throw new PluginRefusedException("The folder changed while it was being copied; it is read again when it has been quiet.");
        }
    }

    private static PluginManifest ReadManifest(FolderContent content)
    {
        var file = content.Find(ManifestName) ?? throw new PluginRefusedException($"There is no {ManifestName} in the folder.");
        try
        {
            var manifest = JsonSerializer.Deserialize(file.ReadAll(MaximumManifestBytes), PluginManifestJson.Default.PluginManifest);
            return manifest ?? throw new PluginRefusedException($"{ManifestName} says null.");
        }
        catch (JsonException exception)
        {
            throw new PluginRefusedException($"{ManifestName} is not a manifest: {FirstSentence(exception.Message)}");
        }
    }

    private static void Check(FolderContent content, PluginManifest manifest)
    {
        if (manifest.Id.Length > MaximumIdLength || !IdPattern().IsMatch(manifest.Id) || ReservedEndings.Any(manifest.Id.EndsWith))
        {
            throw new PluginRefusedException($"The id '{Shown(manifest.Id)}' is not lower-case letters, digits and hyphens in parts joined by dots.");
        }

        CheckContracts(manifest.Contracts);
        CheckTexts(manifest);
        if (manifest.Assembly.Length == 0 || System.IO.Path.GetFileName(manifest.Assembly) != manifest.Assembly)
        {
            throw new PluginRefusedException($"The assembly '{Shown(manifest.Assembly)}' is not a file name.");
        }

        if (content.Find(manifest.Assembly) is null)
        {
            throw new PluginRefusedException($"The assembly {Shown(manifest.Assembly)} is not in the folder.");
        }

        if (content.Files.FirstOrDefault(IsShared) is { } copy)
        {
            throw new PluginRefusedException($"The folder has a copy of {copy.Path}, which the host shares with its plugins: remove it.");
        }

        DependencyFile.Check(content, manifest);
    }

    private static bool IsShared(FolderFile file) => file.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && SharedAssemblies.Contains(System.IO.Path.GetFileNameWithoutExtension(file.Path));

    private static void CheckTexts(PluginManifest manifest)
    {
        string[] texts = [manifest.Version, manifest.Description, .. manifest.Provides, .. manifest.Requires, .. manifest.Resident];
        if (texts.Any(text => text is null || text.Length > MaximumTextLength || text.Any(char.IsControl)))
        {
            throw new PluginRefusedException($"A text in {ManifestName} is longer than {MaximumTextLength} characters, or has some that cannot be shown.");
        }
    }

    // What a stranger wrote, short and on one line.
    private static string Shown(string text)
    {
        var clean = string.Concat(text.Take(MaximumIdLength).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > MaximumIdLength ? clean + "..." : clean;
    }

    private static void CheckContracts(string contracts)
    {
        var host = SharedAssemblies.ContractsVersion;
        if (!Version.TryParse(contracts, out var needed) || needed.Build != -1)
        {
            throw new PluginRefusedException($"The contracts version '{contracts}' in {ManifestName} is not major.minor.");
        }

        if (needed.Major != host.Major || needed.Minor > host.Minor)
        {
            throw new PluginRefusedException($"It needs contracts {needed}; this host has {host}.");
        }
    }

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+\z")]
    private static partial Regex IdPattern();
}
