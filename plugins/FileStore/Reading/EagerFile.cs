using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Plugins.FileStore;

/// <summary>A file that is read on the caller's thread where the system has its bytes in memory, and by a thread that may wait for the disk where it has not.</summary>
/// <remarks>.NET gives each asynchronous read of a file to another thread. For bytes that are in memory, to wake that one takes longer than to read them.</remarks>
internal sealed partial class EagerFile : FileStream
{
    private const int WithoutWaiting = 8; // RWF_NOWAIT, Linux 4.14

    private static bool _isPossible = OperatingSystem.IsLinux();
    private readonly SafeFileHandle _file;

    private EagerFile(SafeFileHandle file)
        : base(file, FileAccess.Read, bufferSize: 0, isAsync: true) => _file = file; // FileStream's own property would set the system's position each time

    /// <summary>Opens a file; others may delete it meanwhile.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static EagerFile Open(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested || _file.IsClosed || !TryReadNow(buffer.Span, out var count))
        {
            return base.ReadAsync(buffer, cancellationToken);
        }

        Position += count;
        return ValueTask.FromResult(count);
    }

    // False where it would have to wait, and for whatever else may be the matter: who reads the other way is told.
    private unsafe bool TryReadNow(Span<byte> buffer, out int count)
    {
        count = -1;
        if (_isPossible && !buffer.IsEmpty)
        {
            try
            {
                fixed (byte* bytes = buffer)
                {
                    var part = new Part { Bytes = bytes, Length = (nuint)buffer.Length };
                    count = (int)Read(_file, &part, 1, Position, WithoutWaiting);
                }
            }
            catch (EntryPointNotFoundException)
            {
                _isPossible = false; // an old C library
            }
        }

        return count >= 0;
    }

    [LibraryImport("libc", EntryPoint = "preadv2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint Read(SafeFileHandle file, Part* parts, int count, long offset, int flags);

    /// <summary>An iovec of the system.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Part
    {
        public byte* Bytes;
        public nuint Length;
    }
}
