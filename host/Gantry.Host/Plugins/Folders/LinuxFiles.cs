using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Host.Plugins.Folders;

/// <summary>Looks at files and opens them as Linux allows and .NET does not: without following links, and without waiting for the other end of a pipe.</summary>
internal static partial class LinuxFiles
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int OfDescriptor = 0x1000; // AT_EMPTY_PATH
    private const uint BasicFacts = 0x7ff; // STATX_BASIC_STATS
    private const int NonBlocking = 0x800; // O_NONBLOCK
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int NotThere = 2; // ENOENT
    private const int NotAllowed = 13; // EACCES

    public static FileFacts Look(string path) => Look(CurrentFolder, path, NoFollow, path);

    /// <summary>The account that this process acts as.</summary>
    public static uint Account => GetEffectiveUser();

    /// <summary>Opens a regular file for reading.</summary>
    /// <returns>The file, and what it is: a pipe that was put in its place meanwhile is seen by that.</returns>
    public static (SafeFileHandle Handle, FileFacts Facts) Open(string path)
    {
        var descriptor = Open(path, NonBlocking | CloseOnExec);
        if (descriptor < 0)
        {
            throw Failure(path);
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            return (handle, Look(descriptor, "", OfDescriptor, path));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static FileFacts Look(int folder, string name, int flags, string path)
    {
        Span<byte> facts = stackalloc byte[256]; // struct statx, the same on every processor
        if (Statx(folder, name, flags, BasicFacts, facts) != 0)
        {
            throw Failure(path);
        }

        var mode = MemoryMarshal.Read<ushort>(facts[28..]);
        return new FileFacts(
            (mode & 0xF000) switch { 0x8000 => FileKind.File, 0x4000 => FileKind.Folder, 0xA000 => FileKind.Link, _ => FileKind.Other },
            MemoryMarshal.Read<long>(facts[40..]),
            (UnixFileMode)(mode & 0xFFF),
            MemoryMarshal.Read<uint>(facts[20..]),
            (MemoryMarshal.Read<ulong>(facts[136..]), MemoryMarshal.Read<ulong>(facts[32..])));
    }

    private static Exception Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            NotThere => new FileNotFoundException($"There is no {Path.GetFileName(path)}.", path),
            NotAllowed => new UnauthorizedAccessException($"Access to {Path.GetFileName(path)} is denied."),
            _ => new IOException($"{Path.GetFileName(path)}: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> facts);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
