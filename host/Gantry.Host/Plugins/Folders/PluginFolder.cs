using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gantry.Host.Plugins.Folders;

/// <summary>A drop-in folder that was read and found fit to load.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="ContentHash">A hash of the names and bytes of every file in it: 32 hexadecimal digits.</param>
internal sealed partial record PluginFolder(string Path, PluginManifest Manifest, string ContentHash)
{
    public const string ManifestName = "plugin.json";
    private const int MaximumManifestBytes = 1 << 20;

    /// <summary>Reads the folder and checks all that can be checked before code is loaded.</summary>
    /// <exception cref="PluginRefusedException">The folder is not a plugin for this host.</exception>
    public static PluginFolder Read(string path)
    {
        try
        {
            var manifest = ReadManifest(path);
            Check(path, manifest);
            return new PluginFolder(path, manifest, Hash(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException($"The folder cannot be read: {exception.Message}");
        }
    }

    private static PluginManifest ReadManifest(string path)
    {
        var file = new FileInfo(System.IO.Path.Combine(path, ManifestName));
        if (!file.Exists)
        {
            throw new PluginRefusedException($"There is no {ManifestName} in the folder.");
        }

        if (file.Length > MaximumManifestBytes)
        {
            throw new PluginRefusedException($"{ManifestName} is larger than {MaximumManifestBytes} bytes.");
        }

        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), PluginManifestJson.Default.PluginManifest);
            return manifest ?? throw new PluginRefusedException($"{ManifestName} says null.");
        }
        catch (JsonException exception)
        {
            throw new PluginRefusedException($"{ManifestName} is not a manifest: {FirstSentence(exception.Message)}");
        }
    }

    private static void Check(string path, PluginManifest manifest)
    {
        if (!IdPattern().IsMatch(manifest.Id))
        {
            throw new PluginRefusedException($"The id '{manifest.Id}' is not lower-case letters, digits and hyphens in parts joined by dots.");
        }

        CheckContracts(manifest.Contracts);
        if (manifest.Assembly.Length == 0 || System.IO.Path.GetFileName(manifest.Assembly) != manifest.Assembly)
        {
            throw new PluginRefusedException($"The assembly '{manifest.Assembly}' is not a file name.");
        }

        if (!File.Exists(System.IO.Path.Combine(path, manifest.Assembly)))
        {
            throw new PluginRefusedException($"The assembly {manifest.Assembly} is not in the folder.");
        }

        foreach (var copy in Directory.EnumerateFiles(path, "*.dll", SearchOption.AllDirectories))
        {
            if (SharedAssemblies.Contains(System.IO.Path.GetFileNameWithoutExtension(copy)))
            {
                throw new PluginRefusedException(
                    $"The folder has a copy of {System.IO.Path.GetRelativePath(path, copy)}, which the host shares with its plugins: remove it.");
            }
        }
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

    private static string Hash(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(System.IO.Path.GetRelativePath(path, file).Replace('\\', '/') + "\0"));
            using var stream = File.OpenRead(file);
            int count;
            while ((count = stream.Read(buffer)) > 0)
            {
                hash.AppendData(buffer, 0, count);
            }

            hash.AppendData(BitConverter.GetBytes(stream.Length));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+\z")]
    private static partial Regex IdPattern();
}
