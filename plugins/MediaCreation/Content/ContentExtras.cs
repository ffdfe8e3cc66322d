using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Plugins.MediaCreation;

/// <summary>What is on a medium besides DICOM: the pages of the site, its extra files, a viewer, and the list of digests (IHE RAD PDI).</summary>
/// <param name="folders">Folders whose content goes into the root.</param>
/// <param name="hasIndex">Whether there is an INDEX.HTM.</param>
/// <param name="viewer">The viewer of a page; null for none, or another.</param>
internal sealed class ContentExtras(IReadOnlyList<string> folders, bool hasIndex, DiscViewer? viewer)
{
    private const string DigestFile = "SHA256.TXT";

    // The descriptors, path tables and padding of an image, the directory's own head, the pages; twice what was seen.
    private const long BytesOfEmptyMedium = 1 << 20;

    /// <summary>The page of the built-in viewer; empty where a medium has none.</summary>
    public string ViewerPage => viewer is null ? "" : DiscViewer.Page;

    /// <summary>The bytes that are not there for instances.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public long Bytes => BytesOfEmptyMedium + (viewer?.Bytes ?? 0) + folders.Sum(folder => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length + 4_096));

    /// <summary>Writes all into the root of a medium.</summary>
    /// <exception cref="IOException">It cannot be written, or an extra file has the name of another.</exception>
    public void Write(Disc disc, IReadOnlyDictionary<string, object> model, SitePages pages, CancellationToken cancellationToken)
    {
        var root = disc.Folder;
        foreach (var folder in folders)
        {
            Copy(folder, root, cancellationToken);
        }

        var scripts = viewer?.Write(root, disc.Free, cancellationToken) ?? ReadOnlyDictionary<string, byte[]>.Empty;
        File.WriteAllText(Path.Combine(root, SitePages.Readme), pages.Render(SitePages.Readme, model).ReplaceLineEndings("\r\n"), Encoding.ASCII);
        if (hasIndex)
        {
            File.WriteAllText(Path.Combine(root, SitePages.Index), pages.Render(SitePages.Index, model), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        WriteDigests(root, path => disc.Digests.GetValueOrDefault(path) ?? scripts.GetValueOrDefault(path), cancellationToken);
    }

    private static void Copy(string from, string to, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    // As sha256sum -c reads it. Most files have been read once, when they were made: those that were not are read here, on all processors.
    private static void WriteDigests(string root, Func<string, byte[]?> known, CancellationToken cancellationToken)
    {
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var lines = new string[files.Count];
        AllProcessors.For(
            files.Count,
            index =>
            {
                lines[index] = $"{Convert.ToHexStringLower(known(files[index]) ?? DigestOf(files[index]))}  {Path.GetRelativePath(root, files[index]).Replace('\\', '/')}\n";
                return true;
            },
            cancellationToken);
        File.WriteAllText(Path.Combine(root, DigestFile), string.Concat(lines));
    }

    private static byte[] DigestOf(string file)
    {
        using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return SHA256.HashData(input);
    }
}
