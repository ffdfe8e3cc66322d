namespace Gantry.Host.Maintenance.Verification;

/// <summary>What a verification has found so far.</summary>
/// <param name="Intact">Instances whose bytes have the digest that they were stored with.</param>
/// <param name="Whole">Instances that could be read to their end, without a digest to compare them with.</param>
/// <param name="Damaged">Instances with other bytes than were stored, fewer or more.</param>
/// <param name="Unreadable">Files that could not be read, or are no instances.</param>
/// <param name="Unlisted">Instances in the store that the catalog does not list.</param>
/// <param name="Missing">Instances that the catalog lists and the store does not have.</param>
/// <param name="Bytes">The bytes that were read.</param>
internal readonly record struct VerificationCounts(long Intact, long Whole, long Damaged, long Unreadable, long Unlisted, long Missing, long Bytes)
{
    /// <summary>All that should not be so.</summary>
    public long Faults => Damaged + Unreadable + Unlisted + Missing;

    public static VerificationCounts operator +(VerificationCounts one, VerificationCounts other) => new(
        one.Intact + other.Intact,
        one.Whole + other.Whole,
        one.Damaged + other.Damaged,
        one.Unreadable + other.Unreadable,
        one.Unlisted + other.Unlisted,
        one.Missing + other.Missing,
        one.Bytes + other.Bytes);
}
