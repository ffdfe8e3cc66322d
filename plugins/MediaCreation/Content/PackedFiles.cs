using System.Buffers;
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
    private static readonly SearchValues<byte> Special = SearchValues.Create("`\\$\r"u8);

    /// <summary>Packs the file-set of a medium; packs nothing where there is not enough place.</summary>
    /// <param name="root">The root of the medium.</param>
    /// <param name="place">The bytes that there are.</param>
    /// <param name="cancellationToken">Ends the work between files.</param>
    /// <returns>Whether it was packed.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static bool Write(string root, long place, CancellationToken cancellationToken)
    {
        var files = Directory.EnumerateFiles(Path.Combine(root, Instances), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Prepend(Path.Combine(root, DirectoryFile)).ToList();
        if (files.Sum(file => Taken(new FileInfo(file).Length)) > place)
        {
            return false;
        }

        var folder = Directory.CreateDirectory(Path.Combine(root, Folder));
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, file) in files.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = string.Create(CultureInfo.InvariantCulture, $"I{index:D7}");
            names.Add(Path.GetRelativePath(root, file).Replace('\\', '/'), name);
            place -= Taken(Pack(file, name, Path.Combine(folder.FullName, name + ".JS")));
            if (place < 0)
            {
                folder.Delete(recursive: true); // what has to be marked in a file is more than it usually is
                return false;
            }
        }

        var list = JsonSerializer.Serialize(new PackedIndex(1, names), PackedJson.Default.PackedIndex);
        File.WriteAllText(Path.Combine(folder.FullName, "DISC.JS"), $"gantryDisc.index({list})\n", Encoding.ASCII);
        return true;
    }

    /// <summary>Writes bytes as they stand in a template literal.</summary>
    internal static void Escape(ReadOnlySpan<byte> bytes, Stream output)
    {
        while (bytes.IndexOfAny(Special) is >= 0 and var at)
        {
            output.Write(bytes[..at]);
            output.Write(bytes[at] switch
            {
                (byte)'\r' => "\\r"u8, // it would be read as a line feed
                (byte)'`' => "\\`"u8,
                (byte)'\\' => "\\\\"u8,
                _ => "\\$"u8, // before a brace it would begin an expression
            });
            bytes = bytes[(at + 1)..];
        }

        output.Write(bytes);
    }

    private static long Pack(string file, string name, string script)
    {
        using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var output = new FileStream(script, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        output.Write(Encoding.ASCII.GetBytes($"gantryDisc.file(\"{name}\", `"));
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (input.Read(buffer) is > 0 and var read)
            {
                Escape(buffer.AsSpan(0, read), output);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        output.Write("`)\n"u8);
        return output.Length;
    }

    /// <summary>Which script has which file: names by paths.</summary>
    private sealed record PackedIndex(int Version, IReadOnlyDictionary<string, string> Files);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(PackedIndex))]
    private sealed partial class PackedJson : JsonSerializerContext;

    private static long Taken(long bytes) => ((bytes + Sector - 1) / Sector * Sector) + BytesBesideFile;
}
