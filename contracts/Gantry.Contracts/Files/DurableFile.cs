using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Contracts;

/// <summary>Files of a plugin that have to be on the disk before something else happens: notes, orders, documents of users.</summary>
/// <remarks>
/// .NET 10 on Linux returns normally from a flush that has failed, and cannot flush a folder, without which a file may lose its name in a power failure. On Windows and macOS it is done as .NET
/// does it, and folders are not. Where a file system cannot flush, as some on a network, what returns is only written. Safe for concurrent use, for other files.
/// </remarks>
public static partial class DurableFile
{
    private const int Interrupted = 4, Invalid = 22, NotSupported = 95; // EINTR, EINVAL, EOPNOTSUPP of Linux
    private const int OpenReadOnlyCloseOnExec = 0x80000;

    /// <summary>Makes the bytes of a file durable, those in the buffer of the stream included.</summary>
    /// <param name="file">The file, open for writing.</param>
    /// <exception cref="IOException">They are not known to be durable, and asking again would not tell: the file is to be written anew.</exception>
    public static void Flush(FileStream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Flush();
        Flush(file.SafeFileHandle);
    }

    /// <summary>Makes the bytes of a file durable.</summary>
    /// <param name="file">The file, open for writing.</param>
    /// <exception cref="IOException">They are not known to be durable, and asking again would not tell: the file is to be written anew.</exception>
    public static void Flush(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (OperatingSystem.IsLinux())
        {
            Sync(file);
        }
        else
        {
            RandomAccess.FlushToDisk(file);
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

    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            using var folder = new SafeFileHandle(Native.Open(path, OpenReadOnlyCloseOnExec), ownsHandle: true);
            if (folder.IsInvalid)
            {
                throw Failure("open");
            }

            Sync(folder);
        }
    }

    private static void Sync(SafeFileHandle file)
    {
        while (Native.Sync(file) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case Invalid or NotSupported:
                    return;
                case not Interrupted:
                    throw Failure("fsync");
            }
        }
    }

    private static IOException Failure(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call}: {Marshal.GetPInvokeErrorMessage(error)}", error);
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
