using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gantry.Interop.Tests;

/// <summary>Ends processes as a service manager or a power switch would.</summary>
internal static partial class Signals
{
    private const int Terminate = 15;

    /// <summary>Asks the process to stop in order, where the system has a way to ask.</summary>
    public static void AskToStop(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
        }
        else
        {
            _ = Kill(process.Id, Terminate);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
