using System.Composition;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Annotations;

/// <summary>Where annotations are kept: a file for each study and user in the plugin's data folder, replaced as a whole.</summary>
/// <remarks>Safe for concurrent use, also by two versions of the plugin: a file of the study is locked while it is changed. What was written is on the disk.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class AnnotationStore(IPluginContext plugin, IPluginSettings<AnnotationSettings> settings, TimeProvider time)
{
    private const string Lock = "lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private const int Patience = 250;

    /// <summary>The entity tag of a document; that of nothing where there is none.</summary>
    internal static string TagOf(byte[]? document) => document is null ? "\"none\"" : $"\"{Convert.ToHexStringLower(SHA256.HashData(document).AsSpan(0, 16))}\"";

    /// <summary>The document of a user, as it is kept; null where there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal async Task<byte[]?> ReadAsync(Uid study, string user, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(FileOf(study, user), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The documents of all others, one at a time.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    internal async IAsyncEnumerable<byte[]> ReadOthersAsync(Uid study, string user, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = Path.GetFileName(FileOf(study, user));
        foreach (var file in Files(study).Where(file => file.Name != own).OrderBy(file => file.Name, StringComparer.Ordinal).ToList())
        {
            byte[] document;
            try
            {
                document = await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
                continue; // just now
            }

            yield return document;
        }
    }

    /// <summary>Puts a document in the place of the one that has an entity tag; an empty one removes it.</summary>
    /// <returns>The new entity tag; null where the document is another by now.</returns>
    /// <exception cref="InvalidOperationException">So many users have some already that no other can.</exception>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    internal async Task<string?> WriteAsync(Uid study, string user, AnnotationDocument document, string expected, CancellationToken cancellationToken)
    {
        var (folder, file) = (FolderOf(study), FileOf(study, user));
        Directory.CreateDirectory(folder);
        using var held = await HoldAsync(Path.Combine(folder, Lock), cancellationToken).ConfigureAwait(false);
        var before = await ReadAsync(study, user, cancellationToken).ConfigureAwait(false);
        if (TagOf(before) != expected)
        {
            return null;
        }

        if (document.IsEmpty)
        {
            File.Delete(file);
            return TagOf(null);
        }

        if (before is null && Files(study).Count() >= settings.Current.MaximumUsers)
        {
            throw new InvalidOperationException($"{settings.Current.MaximumUsers} users have annotations of this study, and no more can.");
        }

        var content = JsonSerializer.SerializeToUtf8Bytes(new KeptDocument(user, time.GetUtcNow(), document.Annotations, document.KeyImages), AnnotationJson.Default.KeptDocument);
        var stage = file + ".new";
        var output = new FileStream(stage, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using (output.ConfigureAwait(false))
        {
            await output.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            DurableFile.Flush(output);
        }

        DurableFile.Move(stage, file);
        return TagOf(content);
    }

    /// <summary>Removes all annotations of a study.</summary>
    internal void Remove(Uid study)
    {
        try
        {
            Directory.Delete(FolderOf(study), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // There were none.
        }
    }

    private static async Task<IDisposable> HoldAsync(string path, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < Patience && File.Exists(path))
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false); // another request, or another version, changes something
            }
        }
    }

    private IEnumerable<FileInfo> Files(Uid study) => new DirectoryInfo(FolderOf(study)) is { Exists: true } folder ? folder.EnumerateFiles("*.json") : [];

    // Ten thousand folders in one make some file systems slow. A user's name may have what no file's can.
    private string FolderOf(Uid study) => Path.Combine(plugin.DataFolder, "studies", HashOf(study.Value)[..2], study.Value);

    private string FileOf(Uid study, string user) => Path.Combine(FolderOf(study), HashOf(user)[..40] + ".json");

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
