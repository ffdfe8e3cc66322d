using System.Collections.Frozen;
using System.Composition;
using System.Security.Cryptography;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>The files of the page, as they were built: <c>wwwroot</c> of the plugin's folder. What is not among them is not served, whatever a path says.</summary>
/// <remarks>Safe for concurrent use. The folder is this version's own, and does not change while it is loaded.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class PageFiles(IPluginContext plugin)
{
    /// <summary>The file that everything begins with.</summary>
    internal const string Index = "index.html";

    /// <summary>The folder whose files have the hash of their content in their names.</summary>
    private const string Hashed = "assets/";

    private readonly Lazy<FrozenDictionary<string, PageFile>> _files = new(() => Read(Path.Combine(plugin.Folder, "wwwroot")));

    /// <summary>The file of a path below the prefix, the empty one for the page itself; null where there is none.</summary>
    internal PageFile? Find(string path) => _files.Value.GetValueOrDefault(path.Length == 0 ? Index : path);

    private static FrozenDictionary<string, PageFile> Read(string folder)
    {
        var files = new Dictionary<string, PageFile>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories) : [])
        {
            var name = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (PageFile.TypeOf(name) is { } type)
            {
                files[name] = new PageFile(file.FullName, type, file.Length, name.StartsWith(Hashed, StringComparison.Ordinal) ? null : TagOf(file));
            }
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string TagOf(FileInfo file)
    {
        using var content = file.OpenRead();
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"";
    }
}
