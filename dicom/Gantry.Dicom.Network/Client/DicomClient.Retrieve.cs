using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <content>Retrieval.</content>
public sealed partial class DicomClient
{
    /// <summary>C-MOVE in the model that the identifier's level belongs to: Patient Root for PATIENT, Study Root for the others.</summary>
    /// <param name="destination">The AE that the peer is to send to, which it must know.</param>
    /// <param name="identifier">The identifier: level and unique keys, as <see cref="QueryIdentifier"/> makes it.</param>
    /// <param name="progress">Takes the counters of pending responses, in order; null for nobody.</param>
    /// <param name="cancellationToken">Cancels the operation by C-CANCEL.</param>
    /// <remarks>Only the association is tried again: a retrieval that has begun is not.</remarks>
    /// <returns>The final response, whatever its status.</returns>
    /// <exception cref="ArgumentException">The identifier has no level, or the destination is empty.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public async Task<RetrieveResult> MoveAsync(
        AETitle destination, DicomDataSet identifier, IProgress<SubOperationCounters>? progress = null, CancellationToken cancellationToken = default)
    {
        if (destination.IsEmpty)
        {
            throw new ArgumentException("A destination is needed.", nameof(destination));
        }

        var model = QueryIdentifier.ModelOf(identifier, Uids.PatientRootQueryRetrieveInformationModelMove, Uids.StudyRootQueryRetrieveInformationModelMove);
        var lease = await OpenAsync(new ContextSet([new ProposedContext(model)]), handler: null, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            return await lease.Association.MoveAsync(model, destination, identifier, progress is null ? null : progress.Report, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>C-GET in the model that the identifier's level belongs to: the instances come on the same association.</summary>
    /// <param name="identifier">The identifier: level and unique keys, as <see cref="QueryIdentifier"/> makes it.</param>
    /// <param name="sink">Takes the instances, a <see cref="FolderSink"/> for example.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation by C-CANCEL.</param>
    /// <remarks>Only the association is tried again: a retrieval that has begun is not.</remarks>
    /// <returns>The final response, whatever its status.</returns>
    /// <exception cref="ArgumentException">The identifier has no level.</exception>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">No association was to be had, or it was lost.</exception>
    public async Task<RetrieveResult> GetAsync(
        DicomDataSet identifier, IInstanceSink sink, GetOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        options ??= new GetOptions();
        var model = QueryIdentifier.ModelOf(identifier, Uids.PatientRootQueryRetrieveInformationModelGet, Uids.StudyRootQueryRetrieveInformationModelGet);
        var sopClasses = options.SopClasses.IsDefaultOrEmpty ? await SopClassesOfAsync(identifier, cancellationToken).ConfigureAwait(false) : options.SopClasses;
        var contexts = GetContexts.Of(model, sopClasses, options.TransferSyntaxes);
        var lease = await OpenAsync(contexts, handler: null, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            return await lease.Association.GetAsync(model, identifier, StoreAsync, options.Progress is { } progress ? progress.Report : null, cancellationToken).ConfigureAwait(false);
        }

        async ValueTask<DimseResponse> StoreAsync(DimseRequest request, CancellationToken token) => request is { Command: CStoreRq command, DataSet: { } dataSet }
            ? await sink.StoreAsync(
                new ReceivedInstance(command.SopClassUid, command.SopInstanceUid, request.Context.TransferSyntax, dataSet) { SendingAETitle = CalledAETitle, ReceivingAETitle = CallingAETitle },
                token).ConfigureAwait(false)
            : DimseStatus.UnrecognizedOperation;
    }

    // What the peer says the study has: contexts for these alone leave room for each transfer syntax.
    private async Task<ImmutableArray<Uid>> SopClassesOfAsync(DicomDataSet identifier, CancellationToken cancellationToken)
    {
        if (identifier.GetString(Tags.StudyInstanceUID) is null)
        {
            return GetContexts.UsualSopClasses;
        }

        var query = new DicomDataSetBuilder().Set(Tags.QueryRetrieveLevel, "STUDY").Set(Tags.SOPClassesInStudy).Set(Tags.StudyInstanceUID, identifier.GetStrings(Tags.StudyInstanceUID));
        if (identifier.GetString(Tags.PatientID) is { } patient)
        {
            query.Set(Tags.PatientID, patient);
        }

        var found = new HashSet<Uid>();
        try
        {
            await foreach (var match in FindAsync(query.Build(), cancellationToken).ConfigureAwait(false))
            {
                if (match.GetUids(Tags.SOPClassesInStudy) is not { IsEmpty: false } some)
                {
                    return GetContexts.UsualSopClasses;
                }

                found.UnionWith(some);
            }
        }
        catch (Exception exception) when (exception is FindException or PresentationContextException or DicomEncodingException)
        {
            return GetContexts.UsualSopClasses; // it does not answer queries, or not this one
        }

        return found.Count is > 0 and < ProposedContext.Maximum ? [.. found.Order()] : GetContexts.UsualSopClasses;
    }

    // An association for one use, tried again where the fault passes.
    private async Task<AssociationLease> OpenAsync(ContextSet contexts, IDimseHandler? handler, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _pool.OpenAsync(contexts, handler, cancellationToken).ConfigureAwait(false);
            }
            catch (AssociationException fault) when (_retry.IsWorth(fault, attempt))
            {
                await _retry.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
