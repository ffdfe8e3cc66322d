using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <content>Storage commitment.</content>
public sealed partial class DicomClient
{
    /// <summary>Asks the peer to keep instances safely (N-ACTION, PS3.4 §J.3.2), and waits for its report (N-EVENT-REPORT), on the same association or another one.</summary>
    /// <param name="instances">The instances; at least one.</param>
    /// <param name="listener">Takes the report where the peer opens an association for it; null where it is to come on the association of the request.</param>
    /// <param name="options">How long to wait; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait; the peer goes on.</param>
    /// <returns>What the peer keeps.</returns>
    /// <exception cref="ArgumentException">There is no instance.</exception>
    /// <exception cref="DimseException">The peer refused the request.</exception>
    /// <exception cref="TimeoutException">The report did not come in time. What the peer keeps is not known; a new request asks again.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it ended and no listener waits.</exception>
    public async Task<CommitmentResult> CommitAsync(
        IEnumerable<SopReference> instances, CommitmentListener? listener = null, CommitmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ImmutableArray<SopReference> asked = [.. instances];
        if (asked.IsEmpty)
        {
            throw new ArgumentException("At least one instance is needed.", nameof(instances));
        }

        options ??= new CommitmentOptions();
        var reports = listener?.Reports ?? new CommitmentReports();
        var transaction = Uid.New();
        var report = reports.Expect(transaction, asked);
        try
        {
            var time = _options.Association.TimeProvider;
            using var timeout = new CancellationTokenSource(options.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await RequestCommitmentAsync(transaction, asked, reports, report, listener is null ? options.Timeout : options.AssociationWait, either.Token).ConfigureAwait(false);
                return report.IsCompleted || listener is not null
                    ? await report.WaitAsync(either.Token).ConfigureAwait(false)
                    : throw new AssociationException("The association ended before the report of the storage commitment came.");
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"No report of the storage commitment within {options.Timeout.TotalSeconds:0} s.", exception);
            }
        }
        finally
        {
            reports.Forget(transaction);
        }
    }

    private async Task RequestCommitmentAsync(
        Uid transaction, ImmutableArray<SopReference> asked, CommitmentReports reports, Task report, TimeSpan wait, CancellationToken cancellationToken)
    {
        var lease = await OpenAsync(new ContextSet([new ProposedContext(Uids.StorageCommitmentPushModel)]), reports, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var information = new DicomDataSetBuilder()
                .Set(Tags.TransactionUID, transaction)
                .Set(Tags.ReferencedSOPSequence, asked.Select(reference => reference.ToItem().Build()))
                .Build();
            var action = new NActionRq { SopClassUid = Uids.StorageCommitmentPushModel, SopInstanceUid = Uids.StorageCommitmentPushModelInstance, ActionTypeId = 1 };
            await InvokeAsync(lease.Association, action, information, cancellationToken).ConfigureAwait(false);
            try
            {
                await Task.WhenAny(report, lease.Association.Ended).WaitAsync(wait, _options.Association.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // It will come to the listener, or it does not come.
            }
        }
    }

    private static async Task<DimseReply> InvokeAsync(Association association, DimseRq command, DicomDataSet? dataSet, CancellationToken cancellationToken)
    {
        var context = association.Parameters.Find(command.SopClassUid)
            ?? throw new PresentationContextException($"No presentation context was accepted for {DicomUidRegistry.GetName(command.SopClassUid)}.");
        var reply = await association.InvokeAsync(context, command, dataSet is null ? null : DataSetSource.Of(dataSet), cancellationToken).ConfigureAwait(false);
        return reply.Status.Class is DimseStatusClass.Success or DimseStatusClass.Warning ? reply : throw new DimseException(NameOf(command), reply.Command);
    }

    private static string NameOf(DimseRq command) => command switch
    {
        NActionRq action => $"N-ACTION {action.ActionTypeId}",
        NCreateRq => "N-CREATE",
        NGetRq => "N-GET",
        _ => command.CommandField.ToString(),
    };
}
