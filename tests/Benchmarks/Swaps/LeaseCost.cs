using System.Diagnostics;
using System.Globalization;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Benchmarks.Swaps;

/// <summary>What the lease costs that each operation takes on a plugin, and gives back.</summary>
internal static class LeaseCost
{
    private const int Times = 5_000; // shorter than a turn on the processor
    private const int Rounds = 2_000;

    /// <summary>The least of many rounds: what other work of the machine adds is not the lease's.</summary>
    public static string Measure()
    {
        var leases = new Leases(TimeProvider.System);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var least = Enumerable.Range(0, Rounds).Min(_ => Round(leases));
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / ((double)Rounds * Times);
        return string.Create(CultureInfo.InvariantCulture, $"a lease: {least * 1e6 / Times:0.0} ns and {bytes:0} B to take it and give it back");
    }

    private static double Round(Leases leases)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < Times; i++)
        {
            leases.TryTake(null!)!.Dispose();
        }

        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
