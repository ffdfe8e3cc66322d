namespace Gantry.Host.Plugins.Watching;

/// <summary>Sizes and times of the files in a folder: cheap to take, and different after any change that matters.</summary>
internal readonly record struct FolderFingerprint(int Files, long Bytes, long Times)
{
    public static FolderFingerprint Of(string folder)
    {
        var files = 0;
        long bytes = 0, times = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            files++;
            bytes += file.Length;
            times = HashCode.Combine(times, file.LastWriteTimeUtc.Ticks, file.Name.GetHashCode(StringComparison.Ordinal));
        }

        return new FolderFingerprint(files, bytes, times);
    }
}
