using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

/// <summary>
/// Takes the answers of archives that were asked for storage commitment (PS3.4 §J.3.3) on associations that they open: into the ledger, and only then Success. An answer
/// that is late is an answer, too; the first one stays.
/// </summary>
[ExportDimseHandler(typeof(INEventReportHandler), "1.2.840.10008.1.20.1")] // Storage Commitment Push Model
[method: ImportingConstructor]
public sealed class AnswerHandler(ICommitmentLedger ledger, OpenAsks open, TimeProvider time, ILoggerFactory loggers) : INEventReportHandler
{
    private const int Rounds = 5;
    private static readonly DimseStatus NoSuchEventType = new(0x0113); // PS3.7 §C.5.17
    private readonly ILogger _logger = loggers.CreateLogger<AnswerHandler>();

    /// <inheritdoc/>
    public async ValueTask<NServiceResponse> HandleAsync(NEventReportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, correlation) = (request.Context.CallingAETitle, request.Context.CorrelationId);
        try
        {
            var response = await TakeAsync(request, caller, cancellationToken).ConfigureAwait(false);
            if (response.Status.Class == DimseStatusClass.Failure)
            {
                _logger.AnswerRefused(caller.Value, response.ErrorComment ?? "", correlation);
            }

            return response;
        }
        catch (CatalogException failure)
        {
            _logger.AnswerRefused(caller.Value, failure.Message, correlation);
            return failure.IsTransient
                ? new(DimseStatus.ResourceLimitation, "The ledger cannot take it now: report again")
                : new(DimseStatus.ProcessingFailure, "The ledger cannot take it");
        }
    }

    private async ValueTask<NServiceResponse> TakeAsync(NEventReportRequest request, AETitle caller, CancellationToken cancellationToken)
    {
        if (request.AffectedSopInstanceUid != Uids.StorageCommitmentPushModelInstance)
        {
            return new(DimseStatus.NoSuchSopInstance, "Not the well-known instance of Storage Commitment");
        }

        if (request.EventTypeId is not (1 or 2))
        {
            return new(NoSuchEventType, "The event types are 1 and 2");
        }

        if (!request.EventInformation.TryGetUid(Tags.TransactionUID, out var transaction))
        {
            return new(DimseStatus.InvalidArgumentValue, "Transaction UID is missing, or is no UID") { OffendingElements = [Tags.TransactionUID] };
        }

        // Whoever works on the job changes it, too: its version is read again.
        for (var round = 0; round < Rounds; round++)
        {
            // Another's report of it would let instances be deleted here.
            if (await ledger.GetAsync(transaction, cancellationToken).ConfigureAwait(false) is not { Job.IsOutgoing: true } stored || stored.Job.Peer != caller)
            {
                return new(DimseStatus.NoSuchSopInstance, "No such transaction was asked of the calling AE");
            }

            if (stored.Job.State == JobState.Done || await KeepAsync(stored, request.EventInformation, cancellationToken).ConfigureAwait(false))
            {
                open.Answered(transaction);
                return DimseStatus.Success;
            }
        }

        return new(DimseStatus.ResourceLimitation, "The request is being worked on: report again");
    }

    private async ValueTask<bool> KeepAsync(StoredJob stored, DicomDataSet information, CancellationToken cancellationToken)
    {
        var asked = Commitment.Read(stored.Job.Attributes);
        var now = time.GetUtcNow();
        var answer = Answer.Of(stored.Job, asked, CommitmentResult.Read(asked.TransactionUid, asked.Requested, information), now);
        if (await ledger.UpdateAsync(stored, answer, lease: null, now, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        _logger.Answered(asked.TransactionUid, stored.Job.Peer.Value, answer.Note);
        return true;
    }
}
