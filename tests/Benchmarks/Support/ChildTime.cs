using System.Runtime.InteropServices;

namespace Gantry.Benchmarks;

/// <summary>What all children of this process that ended took of the processors.</summary>
internal static partial class ChildTime
{
    private const int Children = -1; // RUSAGE_CHILDREN

    /// <summary>User and system time so far; zero where the system does not tell.</summary>
    public static TimeSpan Now
    {
        get
        {
            if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            {
                return TimeSpan.Zero;
            }

            Span<long> usage = stackalloc long[18]; // struct rusage: user seconds, microseconds, system seconds, microseconds, ...
            return GetResourceUsage(Children, ref MemoryMarshal.GetReference(usage)) == 0
                ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
                : TimeSpan.Zero;
        }
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, ref long usage);
}
