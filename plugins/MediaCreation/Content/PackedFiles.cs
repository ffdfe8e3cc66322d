using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Plugins.MediaCreation;

/// <summary>
/// The files of a file-set as scripts, in <c>GANTRY/</c>: a page from a file may read nothing of its own accord but these. <c>DISC.JS</c> says which script has which file; a script has the bytes
/// as they are in a template literal, and is read as <c>x-user-defined</c>, in which each byte is a character. About a hundredth more than the file; plugins/Workstation/README.md has the form.
/// </summary>
internal static partial class PackedFiles
{
    private const string Folder = "GANTRY", DirectoryFile = "DICOMDIR", Instances = "DICOM";
    private const int Sector = 2_048, BytesBesideFile = 512;

    /// <summary>Packs the file-set of a medium; packs nothing where there is not enough place.</summary>
    /// <param name="root">The root of the medium.</param>
    /// <param name="place">The bytes that there are.</param>
    /// <param name="cancellationToken">Ends the work between files.</param>
    /// <returns>The SHA-256 of each script, by its path; null where nothing was packed.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static IReadOnlyDictionary<string, byte[]>? Write(string root, long place, CancellationToken cancellationToken)
    {
        var files = Directory.EnumerateFiles(Path.Combine(root, Instances), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Prepend(Path.Combine(root, DirectoryFile)).ToList();
        if (files.Sum(file => Taken(new FileInfo(file).Length)) > place)
        {
            return null;
        }

        var folder = Directory.CreateDirectory(Path.Combine(root, Folder));
        var (taken, digests) = (0L, new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal));
        AllProcessors.For(
            files.Count,
            index =>
            {
                var script = Path.Combine(folder.FullName, NameOf(index) + ".JS");
                var (length, digest) = PackedScript.Write(files[index], NameOf(index), script);
                digests[script] = digest;
                return Interlocked.Add(ref taken, Taken(length)) <= place;
            },
            cancellationToken);
        if (taken > place)
        {
            folder.Delete(recursive: true); // what has to be marked in a file is more than it usually is
            return null;
        }

        var names = new SortedDictionary<string, string>(files.Index().ToDictionary(file => Path.GetRelativePath(root, file.Item).Replace('\\', '/'), file => NameOf(file.Index)), StringComparer.Ordinal);
        var list = JsonSerializer.Serialize(new PackedIndex(1, names), PackedJson.Default.PackedIndex);
        File.WriteAllText(Path.Combine(folder.FullName, "DISC.JS"), $"gantryDisc.index({list})\n", Encoding.ASCII);
        return digests;
    }

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"I{index:D7}");

    private static long Taken(long bytes) => ((bytes + Sector - 1) / Sector * Sector) + BytesBesideFile;

    /// <summary>Which script has which file: names by paths.</summary>
    private sealed record PackedIndex(int Version, IReadOnlyDictionary<string, string> Files);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(PackedIndex))]
    private sealed partial class PackedJson : JsonSerializerContext;
}
