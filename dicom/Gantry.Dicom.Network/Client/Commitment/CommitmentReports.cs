using System.Collections.Concurrent;

namespace Gantry.Dicom.Network;

/// <summary>The commitments that reports are awaited of; takes the N-EVENT-REPORTs for them (PS3.4 §J.3.3).</summary>
internal sealed class CommitmentReports : IDimseHandler
{
    private const int MaximumReportBytes = 64 << 20; // of some hundred thousand instances

    private readonly ConcurrentDictionary<Uid, Expected> _expected = [];

    /// <summary>Expects a report.</summary>
    public Task<CommitmentResult> Expect(Uid transaction, IReadOnlyCollection<SopReference> asked) =>
        _expected.GetOrAdd(transaction, _ => new Expected(asked)).Result.Task;

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

        if (!dataSet.TryGetUid(Tags.TransactionUID, out var transaction) || !_expected.TryRemove(transaction, out var expected))
        {
            return new DimseResponse(DimseStatus.NoSuchSopInstance) { ErrorComment = "No such transaction is open" };
        }

        expected.Result.TrySetResult(CommitmentResult.Read(transaction, expected.Asked, dataSet));
        return DimseStatus.Success;
    }

    private sealed record Expected(IReadOnlyCollection<SopReference> Asked)
    {
        public TaskCompletionSource<CommitmentResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
