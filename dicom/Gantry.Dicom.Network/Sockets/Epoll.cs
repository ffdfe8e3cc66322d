using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gantry.Dicom.Network;

/// <summary>Linux's epoll: tells which of many sockets have become ready.</summary>
internal static partial class Epoll
{
    public const uint In = 0x1;
    public const uint Out = 0x4;
    public const uint Error = 0x8;
    public const uint HangUp = 0x10;
    public const uint PeerHangUp = 0x2000;

    /// <summary>The time of a wait that only an event ends.</summary>
    public const int Forever = -1;

    private const uint EdgeTriggered = 0x8000_0000;
    private const int CloseOnExec = 0x8_0000;
    private const int Add = 1;
    private const int Delete = 2;
    private const int Modify = 3;
    private const int Interrupted = 4;

    /// <summary>True where the layout of its structure is known.</summary>
    public static bool IsSupported { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Makes a new set of sockets.</summary>
    /// <exception cref="Win32Exception">The system refuses.</exception>
    public static int Create() => Create(CloseOnExec) is var set and >= 0 ? set : throw new Win32Exception(Marshal.GetLastPInvokeError());

    /// <summary>Watches a socket from now on, each change once; closing it ends that.</summary>
    /// <returns>False where the socket is closed.</returns>
    /// <exception cref="Win32Exception">The system refuses.</exception>
    public static bool Watch(int set, SafeHandle socket, long key, bool isNew, bool forWriting)
    {
        var events = In | PeerHangUp | EdgeTriggered | (forWriting ? Out : 0);
        int outcome;
        try
        {
            var packed = new PackedEvent { Events = events, Key = key };
            var aligned = new AlignedEvent { Events = events, Key = key };
            outcome = RuntimeInformation.ProcessArchitecture == Architecture.X64
                ? Control(set, isNew ? Add : Modify, socket, ref packed)
                : Control(set, isNew ? Add : Modify, socket, ref aligned);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        return outcome == 0 ? true : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Watches a socket no longer, though it stays open.</summary>
    public static void Forget(int set, SafeHandle socket)
    {
        var nothing = default(AlignedEvent);
        if (Control(set, Delete, socket, ref nothing) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Waits until a socket is ready.</summary>
    /// <param name="set">The set.</param>
    /// <param name="milliseconds">How long: <see cref="Forever"/>, or 0 to ask only.</param>
    /// <returns>Its key, and what it is ready for; no events where none is ready, or a signal interrupted.</returns>
    public static (long Key, uint Events) Wait(int set, int milliseconds)
    {
        PackedEvent packed = default;
        AlignedEvent aligned = default;
        var isPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        return (isPacked ? Wait(set, ref packed, 1, milliseconds) : Wait(set, ref aligned, 1, milliseconds)) switch
        {
            0 => default,
            > 0 => isPacked ? (packed.Key, packed.Events) : (aligned.Key, aligned.Events),
            _ when Marshal.GetLastPInvokeError() == Interrupted => default,
            _ => throw new Win32Exception(Marshal.GetLastPInvokeError()),
        };
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int set, int operation, SafeHandle socket, ref PackedEvent watched);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int set, int operation, SafeHandle socket, ref AlignedEvent watched);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int set, ref PackedEvent ready, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int set, ref AlignedEvent ready, int most, int milliseconds);

    // The structure is packed on x86-64 alone.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct PackedEvent
    {
        public uint Events;
        public long Key;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct AlignedEvent
    {
        public uint Events;
        public long Key;
    }
}
