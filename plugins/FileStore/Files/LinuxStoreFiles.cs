using System.Runtime.InteropServices;
using Gantry.Dicom;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Plugins.FileStore;

/// <summary>File operations through libc where .NET falls short.</summary>
/// <remarks>
/// fsync(2) of files and folders is that of <see cref="DurableFile"/>; fdatasync(2) and syncfs(2), which a journal lives on, are no part of .NET. Without the errors of all of them an
/// instance would be acknowledged that the disk does not hold.
/// </remarks>
internal sealed partial class LinuxStoreFiles : StoreFiles
{
    private const int ErrorInterrupted = 4;
    private const int ErrorNotFound = 2;

    public override bool SyncsFolders => true;

    public override bool KeepsJournal => true;

    public override void Rename(string from, string to)
    {
        if (Native.Rename(from, to) != 0)
        {
            throw Failure("rename", to);
        }
    }

    public override void SyncData(FileStream file) => Sync(Native.SyncData, "fdatasync", file.SafeFileHandle, "the journal");

    // It reports errors since Linux 5.8.
    public override void SyncFileSystem(FileStream file) => Sync(Native.SyncFileSystem, "syncfs", file.SafeFileHandle, "the file system of the instances");

    public override void SyncFolder(string path) => DurableFile.FlushFolder(path, isStrict: true);

    private static void Sync(Func<SafeFileHandle, int> sync, string call, SafeFileHandle file, string what)
    {
        while (sync(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != ErrorInterrupted)
            {
                throw Failure(call, what);
            }
        }
    }

    private static IOException Failure(string call, string what)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{call} of {what}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error == ErrorNotFound ? new DirectoryNotFoundException(message) : new IOException(message, error);
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Rename(string from, string to);

        [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int SyncData(SafeFileHandle file);

        [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int SyncFileSystem(SafeFileHandle file);
    }
}
