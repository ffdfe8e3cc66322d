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

    /// <summary>
    /// Asks the peer to keep instances safely (N-ACTION, PS3.4 §J.3.2), for whoever takes reports on associations that the peer opens, too, and keeps account of what was
    /// asked. A report on the association of the request is taken while that is kept open.
    /// </summary>
    /// <param name="transaction">The Transaction UID; not used before.</param>
    /// <param name="instances">The instances; at least one.</param>
    /// <param name="keep">
    /// Keeps a result that came on the association of the request, and says with which status the report is answered; unless that is Success the peer may report again.
    /// </param>
    /// <param name="wait">How long the association is kept open for the report.</param>
    /// <param name="cancellationToken">Ends the call; the peer goes on.</param>
    /// <returns>False where the association ended, or the time was over, before the peer had answered: nobody knows whether it has the request.</returns>
    /// <exception cref="ArgumentException">There is no instance.</exception>
    /// <exception cref="DimseException">The peer refused the request.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had: the peer does not have the request.</exception>
    public async Task<bool> RequestCommitmentAsync(
        Uid transaction,
        IReadOnlyCollection<SopReference> instances,
        Func<CommitmentResult, CancellationToken, ValueTask<DimseStatus>> keep,
        TimeSpan wait,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keep);
        ImmutableArray<SopReference> asked = [.. instances];
        if (asked.IsEmpty)
        {
            throw new ArgumentException("At least one instance is needed.", nameof(instances));
        }

        var reports = new CommitmentReports();
        var lease = await OpenCommitmentAsync(reports, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var report = reports.Expect(transaction, asked, keep);
            try
            {
                await RequestCommitmentAsync(lease.Association, transaction, asked, report, wait, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (AssociationException) when (!cancellationToken.IsCancellationRequested)
            {
                return report.IsCompleted; // a peer may report before it answers
            }
        }
    }

    private async Task RequestCommitmentAsync(
        Uid transaction, ImmutableArray<SopReference> asked, CommitmentReports reports, Task report, TimeSpan wait, CancellationToken cancellationToken)
    {
        var lease = await OpenCommitmentAsync(reports, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            await RequestCommitmentAsync(lease.Association, transaction, asked, report, wait, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<AssociationLease> OpenCommitmentAsync(CommitmentReports reports, CancellationToken cancellationToken) =>
        OpenAsync(new ContextSet([new ProposedContext(Uids.StorageCommitmentPushModel)]), reports, cancellationToken);

    private async Task RequestCommitmentAsync(
        Association association, Uid transaction, ImmutableArray<SopReference> asked, Task report, TimeSpan wait, CancellationToken cancellationToken)
    {
        var information = new DicomDataSetBuilder()
            .Set(Tags.TransactionUID, transaction)
            .Set(Tags.ReferencedSOPSequence, asked.Select(reference => reference.ToItem().Build()))
            .Build();
        var action = new NActionRq { SopClassUid = Uids.StorageCommitmentPushModel, SopInstanceUid = Uids.StorageCommitmentPushModelInstance, ActionTypeId = 1 };
        await InvokeAsync(association, action, information, cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.WhenAny(report, association.Ended).WaitAsync(wait, _options.Association.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It will come to the listener, or it does not come.
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
