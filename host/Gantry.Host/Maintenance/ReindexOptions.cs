namespace Gantry.Host.Maintenance;

/// <summary>How the catalog is rebuilt.</summary>
/// <param name="Workers">The instances read at a time, 1 to 64.</param>
/// <param name="RemovesMissing">True to remove from the catalog what is not in the store any more.</param>
/// <param name="BeginsAnew">True to begin with the first part of the store although an interrupted run could be gone on with.</param>
internal sealed record ReindexOptions(int Workers, bool RemovesMissing, bool BeginsAnew)
{
    public static int DefaultWorkers { get; } = Math.Clamp(2 * Environment.ProcessorCount, 2, 64);
}
