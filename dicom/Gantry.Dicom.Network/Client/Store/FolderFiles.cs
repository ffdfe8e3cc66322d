using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom.Network;

/// <summary>The files of a folder, in order, with no more than one folder's names in memory for each level.</summary>
internal static class FolderFiles
{
    private static readonly EnumerationOptions Options = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false, // what cannot be read is to be told, not left out
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Gives each file's path, and that of a folder below which cannot be read with the reason.</summary>
    /// <exception cref="IOException">The folder itself cannot be read.</exception>
    public static IEnumerable<(string Name, string? Fault)> Of(string folder, bool recursive)
    {
        var pending = new Stack<string>([folder]);
        while (pending.TryPop(out var current))
        {
            if (!TryRead(current, out var entries, out var fault))
            {
                yield return current == folder ? throw fault : (current, fault.Message);
                continue;
            }

            foreach (var file in entries.OfType<FileInfo>())
            {
                yield return (Path.Combine(current, file.Name), null);
            }

            if (recursive)
            {
                // A link could lead out of the folder, or in a circle.
                foreach (var child in entries.OfType<DirectoryInfo>().Where(child => !child.Attributes.HasFlag(FileAttributes.ReparsePoint)).Reverse())
                {
                    pending.Push(Path.Combine(current, child.Name));
                }
            }
        }
    }

    private static bool TryRead(string folder, out FileSystemInfo[] entries, [NotNullWhen(false)] out IOException? fault)
    {
        (entries, fault) = ([], null);
        try
        {
            entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Options).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (IOException exception)
        {
            fault = exception;
        }
        catch (UnauthorizedAccessException exception)
        {
            fault = new IOException(exception.Message, exception);
        }

        return fault is null;
    }
}
