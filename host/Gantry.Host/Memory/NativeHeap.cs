using System.Runtime.InteropServices;

namespace Gantry.Host.Memory;

/// <summary>
/// The heap of the C library. The runtime has much from there of what it knows of code. What it gives back when a version is unloaded lies between what is still
/// in use, in the arenas of many threads, where glibc keeps it: measured, 1 MB for each version of a plugin that brings a database.
/// </summary>
internal static partial class NativeHeap
{
    /// <summary>Gives the system what is free in all arenas. Does nothing where the C library is another than glibc.</summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            return; // musl has neither the arenas nor the call
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Trim(nuint pad);
}
