using System.Diagnostics;

namespace Gantry.Benchmarks;

/// <summary>Finds the peers' programs, and runs them.</summary>
internal static class Programs
{
    private static readonly string[] MoreFolders = ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>The full path of a program; null where it is not installed.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(MoreFolders)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);

    /// <summary>The full path of a program that a comparison makes no sense without.</summary>
    public static string Require(string name, string package) =>
        Find(name) ?? throw new BenchmarkException($"{name} is not installed (package {package}).");

    /// <summary>Runs a program from start to end and times it. One at a time, or the processors' time is that of all.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="keepsOutput">False drops the standard output as it comes: what costs least, and what a peer that prints all it reads is timed with.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="BenchmarkException">It did not end with 0.</exception>
    public static async Task<ProgramRun> RunAsync(string program, IEnumerable<string> arguments, bool keepsOutput = true, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["TCP_NODELAY"] = "1"; // DCMTK's tools wait for delayed acknowledgements otherwise
        var processorBefore = ChildTime.Now;
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = "";
            if (keepsOutput)
            {
                output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            }
            else
            {
                await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, 1 << 16, cancellationToken);
            }

            await process.WaitForExitAsync(cancellationToken);
            var run = new ProgramRun(output, await errors, process.ExitCode, Stopwatch.GetElapsedTime(begun), ChildTime.Now - processorBefore);
            return run.ExitCode == 0
                ? run
                : throw new BenchmarkException($"{program} ended with {run.ExitCode}: {run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
