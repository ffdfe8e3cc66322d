namespace Gantry.Host.Maintenance.Verification;

/// <summary>How the store is verified.</summary>
/// <param name="Workers">The instances read at a time, 1 to 64.</param>
/// <param name="MegabytesPerSecond">The most that is read of the store in a second, in units of 1,000,000 bytes; 0 for no limit.</param>
/// <param name="BeginsAnew">True to begin with the first part of the store although an interrupted run could be gone on with.</param>
internal sealed record VerificationOptions(int Workers, int MegabytesPerSecond, bool BeginsAnew)
{
    public static int DefaultWorkers { get; } = Math.Clamp(Environment.ProcessorCount, 1, 64);
}
