using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.MediaCreation;

/// <summary>The viewer that runs from a medium: a page in one file, which needs no server and no installation. The build puts it into the plugin's folder.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class DiscViewer(IPluginContext plugin)
{
    /// <summary>The page on a medium.</summary>
    internal const string Page = "VIEWER.HTM";

    private readonly string _source = Path.Combine(plugin.Folder, "viewer", "INDEX.HTM");

    /// <summary>False where the plugin was built without it.</summary>
    internal bool IsThere => File.Exists(_source);

    /// <summary>The bytes that it takes.</summary>
    internal long Bytes => new FileInfo(_source).Length;

    /// <summary>
    /// Writes it into the root of a medium, and beside it the files of the file-set packed as scripts, so that it shows them by itself. Where there is no place for these, whoever uses the
    /// viewer has to choose the medium first.
    /// </summary>
    /// <param name="root">The root, whose file-set is complete.</param>
    /// <param name="place">The bytes that are left.</param>
    /// <param name="cancellationToken">Ends the work between files.</param>
    /// <returns>The SHA-256 of each script, by its path.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal IReadOnlyDictionary<string, byte[]>? Write(string root, long place, CancellationToken cancellationToken)
    {
        File.Copy(_source, Path.Combine(root, Page));
        return PackedFiles.Write(root, place, cancellationToken);
    }
}
