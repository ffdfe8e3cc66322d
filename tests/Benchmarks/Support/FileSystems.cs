using System.Runtime.InteropServices;

namespace Gantry.Benchmarks;

internal static partial class FileSystems
{
    /// <summary>Has all written to the disks that is in memory alone, so that nobody waits for it later. Does nothing where there is no sync(2).</summary>
    public static void Sync()
    {
        if (!OperatingSystem.IsWindows())
        {
            SyncAll();
        }
    }

    [LibraryImport("libc", EntryPoint = "sync")]
    private static partial void SyncAll();
}
