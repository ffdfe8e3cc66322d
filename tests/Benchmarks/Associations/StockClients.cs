using System.Diagnostics;
using System.Globalization;

namespace Gantry.Benchmarks.Associations;

/// <summary>DCMTK's tools as they come, with Nagle's algorithm on: whether the server lets them wait for delayed acknowledgements.</summary>
internal static class StockClients
{
    public static async Task<IReadOnlyList<(string Client, double Rate)>> MeasureAsync(int port, string aeTitle, string[] files, CancellationToken cancellationToken)
    {
        const int Echoes = 500;
        var rates = new List<(string, double)>();
        string[] peer = ["-aec", aeTitle, "127.0.0.1", port.ToString(CultureInfo.InvariantCulture)];
        if (Programs.Find("echoscu") is { } echoscu)
        {
            rates.Add(("echoscu, C-ECHO/s", Echoes / (await RunAsync(echoscu, ["--repeat", $"{Echoes}", .. peer], cancellationToken)).TotalSeconds));
        }

        foreach (var tool in (string[])["storescu", "dcmsend"])
        {
            if (Programs.Find(tool) is { } path)
            {
                rates.Add(($"{tool}, instances/s", files.Length / (await RunAsync(path, [.. peer, "+sd", Path.GetDirectoryName(files[0])!], cancellationToken)).TotalSeconds));
            }
        }

        return rates;
    }

    private static async Task<TimeSpan> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment.Remove("TCP_NODELAY");
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(begun) : throw new BenchmarkException($"{program} ended with {process.ExitCode}.");
    }
}
