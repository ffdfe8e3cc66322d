using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gantry.Interop.Tests;

/// <summary>strace on a process that runs: it tells what system calls are made, or makes them fail. Gone when it is disposed; the process goes on.</summary>
internal sealed partial class Strace : IAsyncDisposable
{
    private const int Interrupt = 2;
    private readonly Process _process;

    private Strace(Process process) => _process = process;

    /// <summary>Attaches to all threads of a process, and to those that come.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="arguments">What is traced, and how.</param>
    public static async Task<Strace> AttachAsync(int processId, params string[] arguments)
    {
        var program = Programs.FindOrSkip("strace", "strace");
        var process = Programs.Start(program, ["-f", "-p", $"{processId}", .. arguments], out var output);
        var strace = new Strace(process);
        try
        {
            await Until.TrueAsync(() => process.HasExited || Programs.Text(output).Contains(" attached", StringComparison.Ordinal), "strace attaches");
            Assert.SkipWhen(process.HasExited && Programs.Text(output).Contains("not permitted", StringComparison.Ordinal), "This system does not let processes be traced.");
            Assert.False(process.HasExited, Programs.Text(output));
            return strace;
        }
        catch
        {
            await strace.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, Interrupt); // it lets the process go, where the end by a kill would leave threads stopped
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
