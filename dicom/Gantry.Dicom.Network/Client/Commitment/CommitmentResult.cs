using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>What a peer reported of a storage commitment request (PS3.4 §J.3.3).</summary>
/// <param name="TransactionUid">The Transaction UID (0008,1195).</param>
/// <param name="Committed">The instances that it keeps safely.</param>
/// <param name="Failed">Those that it does not.</param>
/// <param name="Unreported">Those that were asked for, and that the report does not mention although it should: they count as not committed.</param>
public sealed record CommitmentResult(
    Uid TransactionUid, ImmutableArray<SopReference> Committed, ImmutableArray<CommitmentFailure> Failed, ImmutableArray<SopReference> Unreported)
{
    /// <summary>True where all that was asked for is committed: what may be deleted here.</summary>
    public bool IsComplete => Failed.IsEmpty && Unreported.IsEmpty;

    /// <summary>Reads a report.</summary>
    /// <param name="transaction">The Transaction UID.</param>
    /// <param name="asked">The instances that were asked for; what the report says of others is left out.</param>
    /// <param name="report">The Event Information (PS3.4 §J.3.3.1).</param>
    public static CommitmentResult Read(Uid transaction, IReadOnlyCollection<SopReference> asked, DicomDataSet report)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var open = asked.ToHashSet();
        var committed = ImmutableArray.CreateBuilder<SopReference>();
        var failed = ImmutableArray.CreateBuilder<CommitmentFailure>();
        foreach (var (reference, item) in SopReference.Read(report, Tags.FailedSOPSequence))
        {
            if (Take(reference) is { } known)
            {
                failed.Add(new(known, (ushort)(item.GetInt32(Tags.FailureReason) ?? 0)));
            }
        }

        foreach (var (reference, _) in SopReference.Read(report, Tags.ReferencedSOPSequence))
        {
            if (open.Remove(reference))
            {
                committed.Add(reference);
            }
        }

        return new CommitmentResult(transaction, committed.ToImmutable(), failed.ToImmutable(), [.. asked.Distinct().Where(open.Contains)]);

        // A failure may leave the class out, or contradict it: that is what 0119H is for.
        SopReference? Take(SopReference reference)
        {
            var known = open.Remove(reference) ? reference : open.FirstOrDefault(one => one.SopInstanceUid == reference.SopInstanceUid);
            open.Remove(known);
            return known == default ? null : known;
        }
    }
}
