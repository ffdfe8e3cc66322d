using System.Diagnostics;
using System.Globalization;

namespace Gantry.Benchmarks.Associations;

/// <summary>DCMTK's tools as they come, with Nagle's algorithm on: whether the server lets them wait for delayed acknowledgements.</summary>
internal static class StockClients
{
    /// <summary>The clients that store.</summary>
    public static readonly string[] Storing = ["storescu", "dcmsend"];

    public static async Task<IReadOnlyList<(string Client, double Rate)>> MeasureAsync(int port, string aeTitle, string[] files, CancellationToken cancellationToken)
    {
        const int Echoes = 500;
        var rates = new List<(string, double)>();
        string[] peer = ["-aec", aeTitle, "127.0.0.1", port.ToString(CultureInfo.InvariantCulture)];
        if (Programs.Find("echoscu") is { } echoscu)
        {
            rates.Add(("echoscu, C-ECHO/s", Echoes / (await RunAsync(echoscu, ["--repeat", $"{Echoes}", .. peer], cancellationToken)).TotalSeconds));
        }

        foreach (var tool in Storing)
        {
            if (await StoreAsync(tool, port, aeTitle, files, cancellationToken) is { } rate)
            {
                rates.Add(($"{tool}, instances/s", rate));
            }
        }

        return rates;
    }

    /// <summary>How many instances a second a client stores, its start and end included; null where it is not installed.</summary>
    /// <param name="tool">One of <see cref="Storing"/>.</param>
    /// <param name="port">Where the acceptor listens.</param>
    /// <param name="aeTitle">Its AE title.</param>
    /// <param name="files">All files of a folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<double?> StoreAsync(string tool, int port, string aeTitle, string[] files, CancellationToken cancellationToken)
    {
        if (Programs.Find(tool) is not { } path)
        {
            return null;
        }

        string[] arguments = ["-aec", aeTitle, "127.0.0.1", port.ToString(CultureInfo.InvariantCulture), "+sd", Path.GetDirectoryName(files[0])!];
        return files.Length / (await RunAsync(path, arguments, cancellationToken)).TotalSeconds;
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
