namespace Gantry.Interop.Tests;

/// <summary>A file system of a few megabytes, in memory, which a test may fill. Gone when it is disposed.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one; skips the test where that is not allowed.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="mebibytes">Its size.</param>
    public static async Task<SmallDisk> MountAsync(string folder, int mebibytes)
    {
        var mounted = await Programs.RunAsync(Programs.FindOrSkip("mount", "mount"), ["-t", "tmpfs", "-o", $"size={mebibytes}m,mode=700", "tmpfs", folder]);
        Assert.SkipUnless(mounted.ExitCode == 0, "This user may not mount a file system.");
        return new(folder);
    }

    public async ValueTask DisposeAsync() => (await Programs.RunAsync(Programs.FindOrSkip("umount", "mount"), ["-l", Path])).Succeeded();
}
