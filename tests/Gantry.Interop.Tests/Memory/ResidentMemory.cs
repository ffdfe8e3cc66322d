using System.Diagnostics;
using System.Globalization;

namespace Gantry.Interop.Tests;

/// <summary>What a process holds in memory, from /proc.</summary>
internal sealed class ResidentMemory(Process process)
{
    public static void OrSkip() => Assert.SkipUnless(File.Exists("/proc/self/status"), "Resident memory is read from /proc, which this system has not.");

    /// <summary>Now, in bytes.</summary>
    public long Now => Read("VmRSS:");

    /// <summary>The most since the last <see cref="ForgetPeak"/>, in bytes.</summary>
    public long Peak => Read("VmHWM:");

    public void ForgetPeak() => File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");

    private long Read(string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
