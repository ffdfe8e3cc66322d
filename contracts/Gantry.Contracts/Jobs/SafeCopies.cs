using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>
/// What other archives have answered to this server's requests for storage commitment (PS3.4 §J.3.3): the condition under which an instance may be deleted here. The
/// latest answer counts; an instance that was never asked for, or whose answer is still awaited, is not held safely.
/// </summary>
public static class SafeCopies
{
    /// <summary>True where an archive has said of an instance, when it was asked last, that it keeps it.</summary>
    /// <exception cref="CatalogException">The ledger cannot be read: nothing may be deleted.</exception>
    public static async ValueTask<bool> IsSafelyHeldAsync(this ICommitmentLedger ledger, AETitle peer, SopReference instance, CancellationToken cancellationToken) =>
        (await ledger.FindSafeCopiesAsync(peer, [instance], cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>Those of some instances that an archive has said to keep, when it was asked last.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="peer">The archive.</param>
    /// <param name="instances">The instances.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>One copy for each instance that is held safely; an instance that is missing in it is not.</returns>
    /// <exception cref="CatalogException">The ledger cannot be read: nothing may be deleted.</exception>
    public static async ValueTask<IReadOnlyList<SafeCopy>> FindSafeCopiesAsync(
        this ICommitmentLedger ledger, AETitle peer, IReadOnlyCollection<SopReference> instances, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(instances);
        var safe = new List<SafeCopy>();
        var seen = new Dictionary<Uid, Answer>(); // a request answers for thousands: each is read once
        foreach (var some in instances.Distinct().Chunk(JobFilter.MaximumInstances))
        {
            var filter = new JobFilter { States = [JobState.Done], Peer = peer, IsOutgoing = true, Instances = [.. some.Select(instance => instance.SopInstanceUid)] };
            var answers = new HashSet<Answer>();
            await foreach (var stored in ledger.FindAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                if (!seen.TryGetValue(stored.Job.Uid, out var answer))
                {
                    seen[stored.Job.Uid] = answer = Answer.Of(Commitment.Read(stored.Job.Attributes));
                }

                answers.Add(answer);
            }

            foreach (var instance in some)
            {
                // Of two answers of one instant that differ, the one that does not commit counts.
                var latest = answers.Where(answer => answer.Asked.Contains(instance)).OrderBy(answer => answer.At).ThenBy(answer => !answer.Committed.Contains(instance)).LastOrDefault();
                if (latest?.Committed.Contains(instance) is true)
                {
                    safe.Add(new SafeCopy(instance, peer, latest.Transaction, latest.At));
                }
            }
        }

        return safe;
    }

    private sealed class Answer(Uid transaction, DateTimeOffset at, HashSet<SopReference> asked, HashSet<SopReference> committed)
    {
        public Uid Transaction => transaction;

        public DateTimeOffset At => at;

        public HashSet<SopReference> Asked => asked;

        public HashSet<SopReference> Committed => committed;

        public static Answer Of(Commitment commitment)
        {
            var asked = commitment.Requested.ToHashSet();
            HashSet<SopReference> committed = commitment.IsChecked ? [.. asked.Except(commitment.Failed.Select(failure => failure.Reference))] : [];
            return new(commitment.TransactionUid, commitment.CheckedAt ?? DateTimeOffset.MinValue, asked, committed);
        }
    }
}
