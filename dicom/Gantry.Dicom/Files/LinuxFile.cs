using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom;

/// <summary>
/// A file opened for a single read, with four calls of the system: the framework's way takes seven, of which two are for an advisory lock, and that is most of
/// what a small file costs. Nothing here fails: what does not go well is done again the framework's way, which tells what is wrong.
/// </summary>
internal readonly partial struct LinuxFile : IDisposable
{
    private const int ReadOnlyCloseOnExec = 0x8_0000;
    private const int SeekEnd = 2;

    private readonly int _descriptor;

    private LinuxFile(int descriptor)
    {
        _descriptor = descriptor;
        Length = Seek(descriptor, 0, SeekEnd);
    }

    /// <summary>The file's length; zero or less where it has none, e.g. a pipe's.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <returns>False where it cannot be opened, or not in this way here.</returns>
    public static bool TryOpen(string path, out LinuxFile file)
    {
        file = default;
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64) || path is null or "" || path.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var descriptor = Open(path, ReadOnlyCloseOnExec, 0);
        if (descriptor < 0)
        {
            return false;
        }

        file = new LinuxFile(descriptor);
        return true;
    }

    /// <summary>Reads until the memory is full or the file ends.</summary>
    /// <returns>The bytes read; -1 where the system refuses.</returns>
    public int Read(Span<byte> memory, long offset)
    {
        var filled = 0;
        while (filled < memory.Length)
        {
            var rest = memory[filled..];
            var count = ReadAt(_descriptor, ref MemoryMarshal.GetReference(rest), rest.Length, offset + filled);
            if (count <= 0)
            {
                return count < 0 ? -1 : filled;
            }

            filled += (int)count;
        }

        return filled;
    }

    /// <summary>The file as a handle, which owns it from now on.</summary>
    public SafeFileHandle ToHandle() => new(_descriptor, ownsHandle: true);

    /// <summary>Closes it.</summary>
    public void Dispose() => _ = Close(_descriptor);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "lseek")]
    private static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "pread")]
    private static partial nint ReadAt(int descriptor, ref byte buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
