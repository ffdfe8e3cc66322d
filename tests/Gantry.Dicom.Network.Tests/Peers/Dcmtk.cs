using System.Diagnostics;
using Gantry.Interop.Tests;

namespace Gantry.Dicom.Network.Tests.Peers;

/// <summary>DCMTK's tools, where they are installed.</summary>
internal static class Dcmtk
{
    public static string Find(string tool)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
        Assert.SkipUnless(path is not null, $"DCMTK's {tool} is not installed.");
        return path!;
    }

    /// <summary>Notes in the report what went well.</summary>
    public static void Note(string service, string role, bool isOverTls = false) => InteropReport.Note("DCMTK", "dcmtk", service, role, isOverTls ? "TLS" : "");

    public static Process Start(string tool, bool noDelay, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(tool), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (noDelay)
        {
            start.Environment["TCP_NODELAY"] = "1";
        }
        else
        {
            start.Environment.Remove("TCP_NODELAY");
        }

        return Process.Start(start)!;
    }

    public static Task<(int ExitCode, string Output)> RunAsync(string tool, params string[] arguments) => RunAsync(tool, noDelay: true, arguments);

    /// <summary>Runs a tool as it comes: Debian's leaves Nagle's algorithm on.</summary>
    public static Task<(int ExitCode, string Output)> RunStockAsync(string tool, params string[] arguments) => RunAsync(tool, noDelay: false, arguments);

    private static async Task<(int ExitCode, string Output)> RunAsync(string tool, bool noDelay, string[] arguments)
    {
        using var process = Start(tool, noDelay, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            process.Kill();
        }

        if (process.ExitCode == 0)
        {
            Note("C-" + tool[..^"scu".Length].ToUpperInvariant(), "SCU", arguments.Any(argument => argument is "+tls" or "+tla"));
        }

        return (process.ExitCode, await output + await error);
    }
}
