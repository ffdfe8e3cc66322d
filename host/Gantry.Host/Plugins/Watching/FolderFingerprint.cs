using System.IO.Enumeration;
using Gantry.Host.Plugins.Folders;

namespace Gantry.Host.Plugins.Watching;

/// <summary>Sizes, times and rights of the files in a folder: cheap to take, and different after any change that matters.</summary>
internal readonly record struct FolderFingerprint(int Files, long Bytes, int Marks)
{
    private static readonly EnumerationOptions Options = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
        RecurseSubdirectories = true,
        MaxRecursionDepth = FolderContent.MaximumDepth + 1,
    };

    /// <summary>Takes it of a folder that may be anything: links are not followed, and one that is far too large is not seen to its end.</summary>
    public static FolderFingerprint Of(string folder)
    {
        var files = 0;
        var bytes = 0L;
        var marks = new HashCode();
        marks.Add(Mark(new DirectoryInfo(folder)));
        var entries = new FileSystemEnumerable<(long Length, int Mark)>(
            folder, (ref entry) => (entry.IsDirectory ? 0 : entry.Length, Mark(entry.ToFileSystemInfo())), Options)
        {
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        foreach (var (length, mark) in entries.Take(FolderContent.MaximumFiles + 1))
        {
            files++;
            bytes += length;
            marks.Add(mark);
        }

        return new FolderFingerprint(files, bytes, marks.ToHashCode());
    }

    // A folder's own time changes with every file in it, and says nothing that the files do not.
    private static int Mark(FileSystemInfo entry) => HashCode.Combine(
        entry.Name,
        entry.LinkTarget,
        OperatingSystem.IsWindows() ? UnixFileMode.None : entry.UnixFileMode,
        entry is DirectoryInfo ? 0 : entry.LastWriteTimeUtc.Ticks);
}
