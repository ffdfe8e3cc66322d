using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom;

/// <summary>Files that have to be on the disk before something else happens: instances, the DICOMDIR of a medium, notes, documents of users.</summary>
/// <remarks>
/// .NET 10 on Linux returns normally from a flush that has failed, and cannot flush a folder, without which a file may lose its name in a power failure. On Windows and macOS it is done as .NET
/// does it, and folders are not. Where a file system cannot flush, as some on a network, what returns is only written, unless the caller is strict. Safe for concurrent use, for other files.
/// </remarks>
public static partial class DurableFile
{
    private const int NotFound = 2, Interrupted = 4, Invalid = 22, NotSupported = 95; // ENOENT, EINTR, EINVAL, EOPNOTSUPP of Linux
    private const int OpenReadOnlyCloseOnExec = 0x80000;

    /// <summary>Makes the bytes of a file durable, those in the buffer of the stream included.</summary>
    /// <param name="file">The file, open for writing.</param>
    /// <param name="isStrict">True where a file system that cannot flush is a failure; false, the default, where its bytes are only written.</param>
    /// <exception cref="IOException">They are not known to be durable, and asking again would not tell: the file is to be written anew.</exception>
    public static void Flush(FileStream file, bool isStrict = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Flush();
        Flush(file.SafeFileHandle, isStrict);
    }

    /// <summary>Makes the bytes of a file durable.</summary>
    /// <param name="file">The file, open for writing.</param>
    /// <param name="isStrict">True where a file system that cannot flush is a failure; false, the default, where its bytes are only written.</param>
    /// <exception cref="IOException">They are not known to be durable, and asking again would not tell: the file is to be written anew.</exception>
    public static void Flush(SafeFileHandle file, bool isStrict = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (OperatingSystem.IsLinux())
        {
            Sync(file, isStrict, "the file");
        }
        else
        {
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Makes the names in a folder durable; does nothing on Windows and macOS.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isStrict">True where a file system that cannot flush is a failure; false, the default, where they are only written.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">They are not known to be durable.</exception>
    public static void FlushFolder(string path, bool isStrict = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (OperatingSystem.IsLinux())
        {
            using var folder = new SafeFileHandle(Native.Open(path, OpenReadOnlyCloseOnExec), ownsHandle: true);
            if (folder.IsInvalid)
            {
                throw Failure("open", path);
            }

            Sync(folder, isStrict, path);
        }
    }

    /// <summary>Gives a file that was flushed its final name, durably, in the place of what has it.</summary>
    /// <param name="from">Its name, on the same file system.</param>
    /// <param name="to">The final one.</param>
    /// <exception cref="IOException">It could not be renamed, or was, and the name is not known to be durable.</exception>
    public static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>Makes a folder, durably, with those above it; does nothing where it exists.</summary>
    /// <exception cref="IOException">It could not be made, or was, and is not known to be durable.</exception>
    public static void CreateFolder(string path)
    {
        var missing = new Stack<string>();
        for (var folder = Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            missing.Push(folder);
        }

        Directory.CreateDirectory(path);
        foreach (var parent in missing.Select(Path.GetDirectoryName).OfType<string>())
        {
            FlushFolder(parent);
        }
    }

    private static void Sync(SafeFileHandle file, bool isStrict, string what)
    {
        while (Native.Sync(file) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case Invalid or NotSupported when !isStrict:
                    return;
                case not Interrupted:
                    throw Failure("fsync", what);
            }
        }
    }

    private static IOException Failure(string call, string what)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{call} of {what}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error == NotFound ? new DirectoryNotFoundException(message) : new IOException(message, error);
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Sync(SafeFileHandle file);
    }
}
