using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Gantry.Host.Plugins.Faults;

namespace Gantry.Host.Supervision;

/// <summary>
/// Runs the host as a process of its own and starts it again when it crashes: <c>gantry-host --supervise</c>. Signals go on to it, its exit code comes back,
/// and how it crashed is left for the next one to read.
/// </summary>
internal sealed partial class Supervisor(string[] arguments, string dataFolder) : IDisposable
{
    /// <summary>The option that asks for it.</summary>
    public const string Option = "--supervise";

    private const int CouldNotStart = 2;
    private const int Terminate = 15;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(5);
    private readonly CancellationTokenSource _stop = new();
    private volatile Process? _host;

    /// <summary>Runs until it is told to stop, or the host ends for a reason that starting it again would not mend.</summary>
    /// <returns>The host's exit code.</returns>
    public async Task<int> RunAsync()
    {
        PosixSignal[] signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];
        var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal)).ToList();
        try
        {
            return await RunHostsAsync().ConfigureAwait(false);
        }
        finally
        {
            registrations.ForEach(registration => registration.Dispose());
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task<int> RunHostsAsync()
    {
        var pause = FirstPause;
        for (var crashes = 0; ; crashes++)
        {
            var begun = Stopwatch.GetTimestamp();
            var (exitCode, lastWords) = await RunHostAsync().ConfigureAwait(false);
            if (_stop.IsCancellationRequested || EndedInOrder(exitCode) || (exitCode == CouldNotStart && crashes == 0))
            {
                return exitCode;
            }

            new CrashNote(DateTimeOffset.UtcNow, exitCode, lastWords).Write(dataFolder);
            pause = Stopwatch.GetElapsedTime(begun) > Steady ? FirstPause : pause;
            await SayAsync($"the host ended with {exitCode} and was not told to; it is started again in {pause.TotalSeconds} s.").ConfigureAwait(false);
            if (!await PauseAsync(pause).ConfigureAwait(false))
            {
                return exitCode;
            }

            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async Task<(int ExitCode, string LastWords)> RunHostAsync()
    {
        using var host = new Process { StartInfo = HostProcess.StartInfo(arguments) };
        var words = new LastWords();
        host.Start();
        _host = host;
        if (_stop.IsCancellationRequested)
        {
            AskToStop(host); // the signal came while it was being started
        }

        // The standard input stays open for as long as this process lives: that is how the host knows.
        await words.ReadAsync(host.StandardError.BaseStream, Console.OpenStandardError()).ConfigureAwait(false);
        await host.WaitForExitAsync().ConfigureAwait(false);
        _host = null;
        return (host.ExitCode, words.ToString());
    }

    // A plugin that calls Environment.Exit(0) ends the host, and nobody asked it to.
    private bool EndedInOrder(int exitCode) => exitCode == 0 && RunningRecord.Read(CrashReview.RecordFile(dataFolder)) is not { EndedInOrder: false };

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
        if (_host is { } host)
        {
            AskToStop(host);
        }
    }

    private static void AskToStop(Process host)
    {
        if (OperatingSystem.IsWindows())
        {
            host.StandardInput.Close();
        }
        else
        {
            _ = Kill(host.Id, Terminate); // where it has ended already, there is nothing to ask
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static Task SayAsync(string sentence) =>
        Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss} Gantry's supervisor: {sentence}"));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
