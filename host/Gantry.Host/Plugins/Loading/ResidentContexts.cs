using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using Gantry.Host.Plugins.Folders;

namespace Gantry.Host.Plugins.Loading;

/// <summary>
/// The resident contexts by the content of what they hold: a plugin reloaded with the same drivers gets the same context, other drivers get a new one
/// and the old one stays until the host ends.
/// </summary>
internal sealed class ResidentContexts(string root)
{
    private readonly ConcurrentDictionary<string, Lazy<ResidentContext>> _contexts = new(StringComparer.Ordinal);
    private readonly NativeLibraries _natives = new();

    /// <summary>The context that the plugin's own one rests on: the host's, where it has nothing resident.</summary>
    public AssemblyLoadContext For(PluginFolder folder, string privateCopy) =>
        folder.Manifest.Resident.Length == 0
            ? AssemblyLoadContext.Default
            : _contexts.GetOrAdd(Key(folder.Manifest, privateCopy), key => new Lazy<ResidentContext>(() => Make(key, folder.Manifest, privateCopy))).Value;

    /// <summary>The assemblies that are in memory to stay.</summary>
    public IEnumerable<AssemblyName> Loaded => _contexts.Values.Where(context => context.IsValueCreated)
        .SelectMany(context => context.Value.Assemblies).Select(assembly => assembly.GetName());

    /// <summary>Removes the copies that no plugin loaded so far rests on: of drivers that were replaced, and half ones of a host that was killed.</summary>
    public void Prune()
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (var copy in Directory.EnumerateDirectories(root).Where(copy => !_contexts.ContainsKey(Path.GetFileName(copy))))
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    // Assemblies here are mapped from disk for as long as the host runs, so they are mapped from a copy that no pruning removes.
    private ResidentContext Make(string key, PluginManifest manifest, string privateCopy)
    {
        var home = Path.Combine(root, key);
        if (!Directory.Exists(home))
        {
            var stage = Path.Combine(root, $".{key}.{Guid.NewGuid():N}");
            foreach (var file in Directory.EnumerateFiles(privateCopy, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(stage, Path.GetRelativePath(privateCopy, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            Directory.Move(stage, home);
        }

        return new ResidentContext($"resident {key[..8]}", Path.Combine(home, manifest.Assembly), manifest.Resident, _natives);
    }

    // What is not resident may change without a new context: the plugin's own assembly and everything that is not a dll or a native library.
    private static string Key(PluginManifest manifest, string privateCopy)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var resident = manifest.Resident.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(privateCopy, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var extension = Path.GetExtension(file);
            var counts = resident.Contains(Path.GetFileNameWithoutExtension(file)) ? extension == ".dll" : extension is ".so" or ".dylib";
            if (counts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(privateCopy, file)));
                hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
