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

    public static IEnumerable<string> Of(string folder, bool recursive)
    {
        var pending = new Stack<string>([folder]);
        while (pending.TryPop(out var current))
        {
            var entries = Read(current);
            foreach (var file in entries.OfType<FileInfo>())
            {
                yield return Path.Combine(current, file.Name);
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

    private static FileSystemInfo[] Read(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Options).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }
}
