using System.Globalization;
using System.Runtime.InteropServices;

namespace Gantry.Benchmarks;

/// <summary>What figures were measured on: without it they mean nothing.</summary>
internal static class Machine
{
    /// <summary>One line: processor, memory, system, runtime, and how busy the machine is with other things.</summary>
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MB; {RuntimeInformation.OSDescription.Trim()}; {RuntimeInformation.FrameworkDescription}; load {Load()}");

    /// <summary>The load average of the last minute; a question mark where the system has none.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";

    private static string Processor()
    {
        const string Label = "model name";
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
