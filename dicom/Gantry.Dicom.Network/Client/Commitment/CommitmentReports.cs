using System.Collections.Concurrent;

namespace Gantry.Dicom.Network;

/// <summary>The commitments that reports are awaited of; takes the N-EVENT-REPORTs for them (PS3.4 §J.3.3).</summary>
internal sealed class CommitmentReports : IDimseHandler
{
    private const int MaximumReportBytes = 64 << 20; // of some hundred thousand instances

    private readonly ConcurrentDictionary<Uid, Expected> _expected = [];

    /// <summary>Expects a report.</summary>
    /// <param name="transaction">The Transaction UID.</param>
    /// <param name="asked">The instances that were asked for.</param>
    /// <param name="keep">Keeps the result before the peer is answered, and says with what; null answers Success. Unless it is Success, the report is expected again.</param>
    public Task<CommitmentResult> Expect(
        Uid transaction, IReadOnlyCollection<SopReference> asked, Func<CommitmentResult, CancellationToken, ValueTask<DimseStatus>>? keep = null) =>
        _expected.GetOrAdd(transaction, _ => new Expected(asked, keep)).Result.Task;

    /// <summary>Expects it no more: a report that comes later is answered with 0112H.</summary>
    public void Forget(Uid transaction) => _expected.TryRemove(transaction, out _);

    public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
    {
        if (request.Command is CEchoRq)
        {
            return DimseStatus.Success;
        }

        if (request.Command is not NEventReportRq report || request.Command.SopClassUid != Uids.StorageCommitmentPushModel)
        {
            return DimseStatus.UnrecognizedOperation;
        }

        if (report.EventTypeId is not (1 or 2))
        {
            return new DimseStatus(0x0113); // no such event type (PS3.7 §C.5.17)
        }

        DicomDataSet dataSet;
        try
        {
            dataSet = await request.ReadDataSetAsync(MaximumReportBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (DicomEncodingException exception)
        {
            return new DimseResponse(DimseStatus.ProcessingFailure) { ErrorComment = exception.Message };
        }

        if (!dataSet.TryGetUid(Tags.TransactionUID, out var transaction) || !_expected.TryGetValue(transaction, out var expected))
        {
            return new DimseResponse(DimseStatus.NoSuchSopInstance) { ErrorComment = "No such transaction is open" };
        }

        var result = CommitmentResult.Read(transaction, expected.Asked, dataSet);
        var status = expected.Keep is null ? DimseStatus.Success : await expected.Keep(result, cancellationToken).ConfigureAwait(false);
        if (status == DimseStatus.Success)
        {
            _expected.TryRemove(transaction, out _);
            expected.Result.TrySetResult(result);
        }

        return status;
    }

    private sealed record Expected(IReadOnlyCollection<SopReference> Asked, Func<CommitmentResult, CancellationToken, ValueTask<DimseStatus>>? Keep)
    {
        public TaskCompletionSource<CommitmentResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
