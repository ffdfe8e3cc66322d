using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gantry.Interop.Tests;

/// <summary>Ends processes as a service manager or a power switch would.</summary>
internal static partial class Signals
{
    private const int InterruptFromKeyboard = 2;
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

    /// <summary>As Ctrl-C does it.</summary>
    public static void Interrupt(Process process)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT.");
        _ = Kill(process.Id, InterruptFromKeyboard);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
