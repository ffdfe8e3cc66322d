using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Gantry.Host.Plugins.Folders;

namespace Gantry.Host.Plugins.Signatures;

/// <summary>What is signed: the hash of each file of a folder, but the list's own and its signature's.</summary>
internal sealed record SignedFiles
{
    public const string FileName = "plugin.signed.json";
    public const string SignatureName = "plugin.signed.p7s";

    public required SignedFile[] Files { get; init; }

    /// <exception cref="PluginRefusedException">A file was changed, added or taken away.</exception>
    public void Check(FolderContent content)
    {
        var signed = Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in content.Files.Where(file => file.Path is not (FileName or SignatureName)))
        {
            if (!signed.Remove(file.Path, out var entry))
            {
                throw new PluginRefusedException($"{file.Path} was added after the folder was signed.");
            }

            using var stream = file.OpenRead();
            if (!Convert.ToHexString(SHA256.HashData(stream)).Equals(entry.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new PluginRefusedException($"{file.Path} was changed after the folder was signed.");
            }
        }

        if (signed.Keys.FirstOrDefault() is { } missing)
        {
            throw new PluginRefusedException($"{missing} was taken away after the folder was signed.");
        }
    }
}

/// <summary>A file of the list.</summary>
internal sealed record SignedFile(string Path, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(SignedFiles))]
internal sealed partial class SignedFilesJson : JsonSerializerContext;
