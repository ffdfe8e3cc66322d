using System.Runtime.InteropServices;

namespace Gantry.Plugins.MediaCreation;

/// <summary>
/// Tells the file system that the folders of a folder have nothing to do with each other: ext4 then puts each somewhere else on the disk. It does not give the place of a file that was deleted
/// to another for a minute, and looks at all such places each time that it makes one near them: hundreds of files made where hundreds were just deleted took longer to make than to write.
/// </summary>
internal static partial class UnrelatedFolders
{
    private const int TopOfFolders = 0x0002_0000; // FS_TOPDIR_FL, as chattr +T
    private const nuint GetFlags = 0x8008_6601, SetFlags = 0x4008_6602; // FS_IOC_GETFLAGS and FS_IOC_SETFLAGS where a long has 8 bytes
    private const int ReadOnlyFolder = 0x8_0000; // O_RDONLY and O_CLOEXEC

    /// <summary>Tells it. Where there is no such attribute, or it may not be set, all is as it was: it is about time alone.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <returns>True where the folder has the attribute now.</returns>
    public static bool In(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || Open(folder, ReadOnlyFolder) is var file && file < 0)
        {
            return false;
        }

        try
        {
            var flags = 0;
            if (Control(file, GetFlags, ref flags) != 0)
            {
                return false;
            }

            flags |= TopOfFolders;
            return Control(file, SetFlags, ref flags) == 0;
        }
        finally
        {
            _ = Close(file);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int file, nuint request, ref int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}
