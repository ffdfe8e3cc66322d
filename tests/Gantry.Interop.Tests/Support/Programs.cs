using System.Diagnostics;
using System.Text;

namespace Gantry.Interop.Tests;

/// <summary>Runs programs.</summary>
internal static class Programs
{
    private static readonly string[] MoreFolders = ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>The full path of a program; null where it is not installed.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(MoreFolders)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);

    public static string FindOrSkip(string name, string package)
    {
        var path = Find(name);
        Assert.SkipUnless(path is not null, $"{name} is not installed (package {package}).");
        return path;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, TimeSpan? timeout = null, string? folder = null)
    {
        using var process = Start(program, arguments, out var output, folder);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        either.CancelAfter(timeout ?? TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{CommandLine(process)} did not end in time. It said:\n{Text(output)}");
        }

        return new CommandResult(CommandLine(process), process.ExitCode, Text(output));
    }

    /// <summary>Starts a program that goes on; what it says is gathered.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, out StringBuilder output, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["TCP_NODELAY"] = "1"; // DCMTK's tools wait for delayed acknowledgements otherwise
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var text = output = new StringBuilder();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Append(string? line)
        {
            if (line is not null)
            {
                lock (text)
                {
                    text.Append(line).Append('\n');
                }
            }
        }
    }

    public static string Text(StringBuilder output)
    {
        lock (output)
        {
            return output.ToString();
        }
    }

    private static string CommandLine(Process process) => string.Join(' ', [process.StartInfo.FileName, .. process.StartInfo.ArgumentList]);
}
