using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

/// <summary>
/// Asks other archives for storage commitment, as SCU (PS3.4 §J.3.2): sends what is due, takes the answer on the association of the request while that is kept open, and
/// asks anew, with another Transaction UID, where the answer does not come or the request was refused.
/// </summary>
/// <remarks>Safe for concurrent use. An answer on an association that the archive opens comes to <see cref="AnswerHandler"/>.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class Asker(
    Ledger ledger, OpenAsks open, PeerPauses pauses, IRemoteNodes nodes, IPluginSettings<CommitSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<Asker>();

    /// <summary>Brings a request further.</summary>
    /// <returns>What becomes of its job; null where the answer came on another association and is kept already.</returns>
    internal async ValueTask<Job?> AskAsync(HeldJob held, Commitment commitment)
    {
        var job = held.Job;
        if (commitment.AskedAt is { } askedAt)
        {
            return await AskAnewAsync(job, commitment, $"There was no answer since {askedAt:u}.", TimeSpan.Zero).ConfigureAwait(false);
        }

        if (!nodes.TryGet(job.Peer, out var node))
        {
            return NotAsked(job, $"No address is known of {job.Peer}.", null);
        }

        return pauses.Find(job.Peer, out var until, out var reason)
            ? NotAsked(job, reason, until)
            : await SendAsync(held, node, commitment).ConfigureAwait(false);
    }

    private async ValueTask<Job?> SendAsync(HeldJob held, RemoteNode node, Commitment commitment)
    {
        // Kept before it is sent: whoever goes on after a crash must not use the Transaction UID again, and an answer may come before the response.
        var asked = commitment with { AskedAt = time.GetUtcNow() };
        // Due at once, too: whether the peer has got it is not known until it has answered.
        await held.SaveAsync(held.Job with { Attributes = asked.ToAttributes(), DueAt = time.GetUtcNow(), Note = "It is being asked." }).ConfigureAwait(false);
        var answered = open.Open(commitment.TransactionUid, held.Token);
        try
        {
            return await RequestAsync(held, node, asked, answered).ConfigureAwait(false)
                ? Awaiting(held.Job)
                : await AskAnewAsync(held.Job, asked, "The association was lost before there was a response.").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (answered.IsCancellationRequested && !held.Token.IsCancellationRequested)
        {
            return null;
        }
        catch (DimseException refusal)
        {
            return await AskAnewAsync(held.Job, asked, $"{held.Job.Peer} refused: {refusal.Message}").ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or PresentationContextException)
        {
            // The peer has not got it: the Transaction UID is as good as new.
            pauses.Add(held.Job.Peer, settings.Current.RetryInterval, failure.Message);
            return NotAsked(held.Job with { Attributes = commitment.ToAttributes() }, failure.Message, null);
        }
        finally
        {
            open.Close(commitment.TransactionUid);
        }
    }

    private Job Awaiting(Job job) => job.State == JobState.Done
        ? job
        : job with { DueAt = time.GetUtcNow() + settings.Current.AnswerWithin, Note = "Asked; the answer is awaited." };

    private async Task<bool> RequestAsync(HeldJob held, RemoteNode node, Commitment asked, CancellationToken cancellationToken)
    {
        var client = nodes.ClientOf(node);
        await using (client.ConfigureAwait(false))
        {
            _logger.Asking(asked.TransactionUid, held.Job.Peer.Value, asked.Requested.Length);
            return await client.RequestCommitmentAsync(
                asked.TransactionUid, asked.Requested, (result, _) => KeepAsync(held, asked, result), settings.Current.WaitForAnswer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<DimseStatus> KeepAsync(HeldJob held, Commitment asked, CommitmentResult result)
    {
        try
        {
            var answer = Answer.Of(held.Job, asked, result, time.GetUtcNow());
            await held.SaveAsync(answer).ConfigureAwait(false);
            _logger.Answered(asked.TransactionUid, held.Job.Peer.Value, answer.Note);
            return DimseStatus.Success;
        }
        catch (Exception exception) when (exception is CatalogException or OperationCanceledException)
        {
            _logger.AnswerNotKept(asked.TransactionUid, held.Job.Peer.Value, exception.Message);
            return DimseStatus.ResourceLimitation; // it may report again
        }
    }

    // A Transaction UID that was refused, or that nobody knows the fate of, is not used again (PS3.4 §J.3.2.1.4).
    private async ValueTask<Job> AskAnewAsync(Job job, Commitment asked, string why, TimeSpan? pause = null)
    {
        if (job.State == JobState.Done)
        {
            return job; // answered, and then the association was lost
        }

        var now = time.GetUtcNow();
        var tried = now - job.CreatedAt;
        if (tried >= settings.Current.GiveUpAfter)
        {
            return GivenUp(job, why);
        }

        var next = asked with { TransactionUid = Uid.New(), AskedAt = null };
        var successor = job with
        {
            Uid = next.TransactionUid,
            DueAt = now + (pause ?? settings.Current.PauseAfter(tried)),
            Attributes = next.ToAttributes(),
            Note = why,
        };
        await ledger.AddAsync(successor, CancellationToken.None).ConfigureAwait(false);
        _logger.AskedAnew(asked.TransactionUid, job.Peer.Value, why, next.TransactionUid, successor.DueAt);
        return job with { State = JobState.Failed, Attributes = (asked with { SuccessorUid = next.TransactionUid }).ToAttributes(), Note = $"{why} Asked again as {next.TransactionUid}." };
    }

    private Job NotAsked(Job job, string why, DateTimeOffset? notBefore)
    {
        var now = time.GetUtcNow();
        var tried = now - job.CreatedAt;
        if (tried >= settings.Current.GiveUpAfter)
        {
            return GivenUp(job, why);
        }

        var due = notBefore ?? now + settings.Current.PauseAfter(tried);
        if (notBefore is null)
        {
            _logger.NotAsked(job.Uid, job.Peer.Value, why, due);
        }

        return job with { DueAt = due, Note = why };
    }

    private Job GivenUp(Job job, string why)
    {
        _logger.AskingGivenUp(job.Uid, job.Peer.Value, why);
        return job with { State = JobState.Failed, Note = "Given up: " + why };
    }
}
