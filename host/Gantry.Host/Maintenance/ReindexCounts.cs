namespace Gantry.Host.Maintenance;

/// <summary>What a rebuild of the catalog has done so far.</summary>
/// <param name="Added">Instances that the catalog did not have.</param>
/// <param name="Present">Instances that it had.</param>
/// <param name="Unreadable">Files in the store that are no instances, or cannot be read; the log names each.</param>
/// <param name="Removed">Instances that were in the catalog and not in the store.</param>
internal readonly record struct ReindexCounts(long Added, long Present, long Unreadable, long Removed)
{
    public static ReindexCounts operator +(ReindexCounts one, ReindexCounts other) =>
        new(one.Added + other.Added, one.Present + other.Present, one.Unreadable + other.Unreadable, one.Removed + other.Removed);
}
