using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

/// <summary>Takes requests for storage commitment (PS3.4 §J.3.2): into the ledger, and only then Success. They are checked and reported later.</summary>
[ExportDimseHandler(typeof(INActionHandler), "1.2.840.10008.1.20.1", Rehearses = true)] // Storage Commitment Push Model
[method: ImportingConstructor]
public sealed class CommitHandler(
    ICommitmentLedger ledger, OpenRequests open, CommitWorker worker, IPluginSettings<CommitSettings> settings, TimeProvider time, ILoggerFactory loggers) : INActionHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<CommitHandler>();

    /// <inheritdoc/>
    public async ValueTask<NServiceResponse> HandleAsync(NActionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, correlation) = (request.Context.CallingAETitle.Value, request.Context.CorrelationId);
        var (commitment, refusal) = CommitmentRequest.Read(request, settings.Current.MaximumInstances);
        if (commitment is null)
        {
            _logger.Refused(caller, refusal!.ErrorComment ?? "", correlation);
            return refusal;
        }

        try
        {
            var job = await TakeAsync(request.Context, commitment, cancellationToken).ConfigureAwait(false);
            _logger.Taken(commitment.TransactionUid, caller, commitment.Requested.Length, job, correlation);
            if (!request.Context.IsRehearsal)
            {
                worker.Wake();
            }

            return DimseStatus.Success;
        }
        catch (CatalogException failure)
        {
            _logger.NotTaken(commitment.TransactionUid, caller, failure.Message, correlation);
            return failure.IsTransient
                ? new(DimseStatus.ResourceLimitation, "The ledger cannot take it now: ask again")
                : new(DimseStatus.ProcessingFailure, "The ledger cannot take it");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new(DimseStatus.ProcessingFailure, "The request was not taken: ask again");
        }
    }

    /// <returns>The UID of the job that the request has become, or is.</returns>
    private async ValueTask<Uid> TakeAsync(OperationContext context, Commitment commitment, CancellationToken cancellationToken)
    {
        if (await AddAsync(context, commitment.TransactionUid, commitment, cancellationToken).ConfigureAwait(false)
            || await RepeatAsync(context, commitment, cancellationToken).ConfigureAwait(false))
        {
            return commitment.TransactionUid;
        }

        // Told by a report as everything else, so as durably: N-ACTION has no status for it.
        _logger.Duplicate(commitment.TransactionUid, context.CallingAETitle.Value, context.CorrelationId);
        var uid = Uid.New();
        var refused = commitment with
        {
            CheckedCount = commitment.Requested.Length,
            CheckedAt = time.GetUtcNow(),
            Failed = [.. commitment.Requested.Select(reference => new CommitmentFailure(reference, FailureReason.DuplicateTransactionUid))],
        };
        await AddAsync(context, uid, refused, cancellationToken).ConfigureAwait(false);
        return uid;
    }

    private async ValueTask<bool> AddAsync(OperationContext context, Uid uid, Commitment commitment, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var job = new Job
        {
            Uid = uid,
            DueAt = now,
            CreatedAt = now,
            Peer = context.CallingAETitle,
            Attributes = commitment.ToAttributes(),
            Instances = [.. commitment.Requested.Select(reference => reference.SopInstanceUid)],
        };
        var isOpen = !context.IsRehearsal && open.TryAdd(uid, context.EventReports); // before whoever claims the job looks for it
        var isAdded = false;
        try
        {
            return isAdded = await ledger.AddAsync(job, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isOpen && !isAdded)
            {
                open.Remove(uid);
            }
        }
    }

    // A requestor that did not get its response asks again with the same: that is one request, until its result has been reported.
    private async ValueTask<bool> RepeatAsync(OperationContext context, Commitment commitment, CancellationToken cancellationToken)
    {
        var stored = await ledger.GetAsync(commitment.TransactionUid, cancellationToken).ConfigureAwait(false);
        if (stored is null || stored.Job.State == JobState.Done || stored.Job.Peer != context.CallingAETitle
            || !Commitment.Read(stored.Job.Attributes).Requested.ToHashSet().SetEquals(commitment.Requested))
        {
            return false;
        }

        if (!context.IsRehearsal)
        {
            open.Set(stored.Job.Uid, context.EventReports);
        }

        var now = time.GetUtcNow();
        var due = stored.Job with { State = JobState.Pending, DueAt = now };

        // Null where it is being worked on: all the better.
        _ = await ledger.UpdateAsync(stored, due, stored.Lease, now, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
