using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

/// <summary>Brings a claimed request further: as SCP, checks its instances, saves the result, reports it; as SCU, asks.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class JobRunner(
    Ledger ledger,
    ExportFactory<InstanceCheck> checks,
    ResultReporter reporter,
    Asker asker,
    OpenRequests open,
    IPluginSettings<CommitSettings> settings,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<JobRunner>();

    /// <summary>Works on a job until it is done, must wait, or has had its turn.</summary>
    internal async Task RunAsync(StoredJob claimed, CancellationToken cancellationToken)
    {
        var held = new HeldJob(ledger, claimed, JobWorkerOptions.DefaultLeaseTime, time, _logger, cancellationToken);
        await using (held.ConfigureAwait(false))
        {
            try
            {
                if (await WorkAsync(held).ConfigureAwait(false) is not { } after)
                {
                    return; // another has ended it
                }

                await held.GiveBackAsync(after).ConfigureAwait(false);
                if (after.State != JobState.Pending)
                {
                    open.Remove(after.Uid);
                }
            }
            catch (OperationCanceledException) when (held.Token.IsCancellationRequested)
            {
                await held.GiveBackAsync(held.Job).ConfigureAwait(false);
            }
        }
    }

    private async Task<Job?> WorkAsync(HeldJob held)
    {
        Commitment commitment;
        try
        {
            commitment = Commitment.Read(held.Job.Attributes);
        }
        catch (FormatException fault)
        {
            _logger.Unusable(held.Job.Uid, fault.Message);
            return held.Job with { State = JobState.Failed, Note = fault.Message };
        }

        if (held.Job.IsOutgoing)
        {
            return await asker.AskAsync(held, commitment).ConfigureAwait(false);
        }

        if (!commitment.IsChecked)
        {
            var (further, fault) = await CheckAsync(held, commitment).ConfigureAwait(false);
            commitment = further;
            if (!commitment.IsChecked)
            {
                return Waiting(held.Job, commitment, fault);
            }

            _logger.Checked(commitment.TransactionUid, held.Job.Peer.Value, commitment.Requested.Length - commitment.Failed.Length, commitment.Requested.Length);
            await held.SaveAsync(held.Job with { Attributes = commitment.ToAttributes(), Note = "Checked." }).ConfigureAwait(false);
        }

        var delivery = await reporter.ReportAsync(held.Job.Uid, held.Job.Peer, commitment, held.Token).ConfigureAwait(false);
        return After(held.Job, commitment, delivery);
    }

    /// <returns>The commitment with what was checked; and a fault that kept it from being checked, null for none.</returns>
    private async Task<(Commitment Commitment, string? Fault)> CheckAsync(HeldJob held, Commitment commitment)
    {
        try
        {
            using var check = checks.CreateExport();
            return (await check.Value.CheckAsync(commitment, held.Token).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The catalog is away, or nobody provides it or the store for now: no answer yet. Anything else is a bug that the next version may not have.
            _logger.CheckFailed(commitment.TransactionUid, exception);
            if (time.GetUtcNow() - held.Job.CreatedAt < settings.Current.GiveUpAfter)
            {
                return (commitment, exception is CatalogException ? exception.Message : "The check failed; the log says how.");
            }

            var rest = commitment.Requested.Skip(commitment.CheckedCount).Select(reference => new CommitmentFailure(reference, FailureReason.ResourceLimitation));
            return (commitment with { CheckedCount = commitment.Requested.Length, CheckedAt = time.GetUtcNow(), Failed = [.. commitment.Failed, .. rest] }, null);
        }
    }

    private Job Waiting(Job job, Commitment commitment, string? fault)
    {
        var now = time.GetUtcNow();
        return job with
        {
            Attributes = commitment.ToAttributes(),
            DueAt = fault is null ? now : now + settings.Current.PauseAfter(now - job.CreatedAt),
            Note = fault ?? string.Create(CultureInfo.InvariantCulture, $"{commitment.CheckedCount} of {commitment.Requested.Length} instances are checked."),
        };
    }

    private Job After(Job job, Commitment commitment, Delivery delivery)
    {
        var (uid, peer, now) = (commitment.TransactionUid, job.Peer.Value, time.GetUtcNow());
        var tried = now - (commitment.CheckedAt ?? job.CreatedAt);
        switch (delivery.State)
        {
            case DeliveryState.Arrived:
                _logger.Reported(uid, peer, delivery.Note);
                return job with { State = JobState.Done, Note = delivery.Note };
            case DeliveryState.NotYet when tried < settings.Current.GiveUpAfter:
                var due = delivery.NotBefore ?? now + settings.Current.PauseAfter(tried);
                if (delivery.NotBefore is null)
                {
                    _logger.NotReported(uid, peer, delivery.Note, due);
                }

                return job with { DueAt = due, Note = delivery.Note };
            default:
                _logger.GivenUp(uid, peer, delivery.Note);
                return job with { State = JobState.Failed, Note = "Given up: " + delivery.Note };
        }
    }
}
