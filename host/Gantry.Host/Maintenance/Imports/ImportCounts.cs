using Gantry.Dicom.Network;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>What has become of the files of an import so far.</summary>
/// <param name="Stored">Instances that were stored, with a warning or without.</param>
/// <param name="Warnings">Those of them with a warning: coerced, or malformed.</param>
/// <param name="Present">Instances that are stored already, with the same bytes.</param>
/// <param name="Failed">Instances that were not stored, or were set aside with a failure.</param>
/// <param name="Unreadable">Files that cannot be read, or are no instances.</param>
/// <param name="Bytes">The bytes of the data sets that were stored.</param>
internal readonly record struct ImportCounts(long Stored, long Warnings, long Present, long Failed, long Unreadable, long Bytes)
{
    /// <summary>All that was looked at.</summary>
    public long Files => Stored + Present + Failed + Unreadable;

    public static ImportCounts Of(StoreOutcome outcome) => outcome.Result switch
    {
        StoreResult.Stored => new(1, 0, 0, 0, 0, outcome.Bytes),
        StoreResult.StoredWithWarning => new(1, 1, 0, 0, 0, outcome.Bytes),
        StoreResult.PassedOver => new(0, 0, 1, 0, 0, 0),
        StoreResult.Unreadable => new(0, 0, 0, 0, 1, 0),
        _ => new(0, 0, 0, 1, 0, 0),
    };

    public static ImportCounts operator +(ImportCounts one, ImportCounts other) => new(
        one.Stored + other.Stored, one.Warnings + other.Warnings, one.Present + other.Present, one.Failed + other.Failed, one.Unreadable + other.Unreadable,
        one.Bytes + other.Bytes);
}
