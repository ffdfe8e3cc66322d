using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;

namespace Gantry.Host.Memory;

/// <summary>
/// The process that looks into the host's memory, a child of the host: a process cannot hold and read itself. While it looks, the host stands still; the
/// look is bounded in time, and whatever happens the host goes on.
/// </summary>
/// <remarks>
/// A copy made by fork would let the host go on, and was tried: with W^X, which is usual, the runtime's executable memory and what belongs to it is mapped shared,
/// so that a copy has the same memory and not one of its own, and the host crashed after each fork (10.0.12). With W^X off it worked.
/// </remarks>
internal static partial class HeapProbe
{
    /// <summary>The word on the command line that makes this program the probe.</summary>
    public const string Verb = "--heap-path";

    private const int Continue = 18; // SIGCONT on Linux
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HardLimit = TimeSpan.FromSeconds(20);

    /// <summary>Waits until the host lets it begin, looks, and writes the answer.</summary>
    /// <param name="processId">The host.</param>
    /// <param name="handle">Its weak handle to the load context.</param>
    public static async Task<int> RunAsync(string processId, string handle)
    {
        var (id, address) = (int.Parse(processId, CultureInfo.InvariantCulture), ulong.Parse(handle, CultureInfo.InvariantCulture));
        await Console.In.ReadLineAsync().ConfigureAwait(false);
        using var guard = new Timer(_ => LetGo(id), null, HardLimit, Timeout.InfiniteTimeSpan);
        HeapAnswer answer;
        try
        {
            answer = Look(id, address);
        }
#pragma warning disable CA1031 // the libraries of the runtime's debugger throw what they like; the host gets a sentence
        catch (Exception exception)
#pragma warning restore CA1031
        {
            answer = HeapAnswer.Nothing($"The memory of the host cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }

        await Console.Out.WriteLineAsync(answer.ToJson()).ConfigureAwait(false);
        return 0;
    }

    // The host runs on the same runtime as this process, and the runtime's debugger library is beside it.
    private static string DebuggerLibrary => Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), LibraryName);

    private static string LibraryName => OperatingSystem.IsWindows() ? "mscordaccore.dll" : OperatingSystem.IsMacOS() ? "libmscordaccore.dylib" : "libmscordaccore.so";

    private static HeapAnswer Look(int processId, ulong handle)
    {
        using var target = DataTarget.AttachToProcess(processId, suspend: true);
        using var runtime = target.ClrVersions[0].CreateRuntime(DebuggerLibrary, ignoreMismatch: true);
        return new HeapSearch(runtime, Limit).Find(handle);
    }

    // The system detaches when this process ends; a stop signal that it had not yet delivered is called back first.
    private static void LetGo(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Kill(processId, Continue);
        }

        Environment.Exit(1);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
