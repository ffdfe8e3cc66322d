using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Network;

/// <content>The C-services as SCU (PS3.7 §9.1).</content>
public sealed partial class Association
{
    /// <summary>C-ECHO (PS3.7 §9.1.5).</summary>
    /// <exception cref="PresentationContextException">The peer did not accept the Verification SOP class.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public async ValueTask<DimseStatus> EchoAsync(CancellationToken cancellationToken = default)
    {
        var context = ContextFor(ProposedContext.Verification.AbstractSyntax, null);
        return (await InvokeAsync(context, new CEchoRq { SopClassUid = context.AbstractSyntax }, null, cancellationToken).ConfigureAwait(false)).Status;
    }

    /// <summary>True where an instance of the SOP class can be sent in the transfer syntax as it is.</summary>
    public bool CanStore(Uid sopClassUid, TransferSyntax transferSyntax) => Parameters.Find(sopClassUid, transferSyntax) is not null;

    /// <summary>C-STORE (PS3.7 §9.1.1). On the acceptor's side it is a sub-operation of a C-GET.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="cancellationToken">See <see cref="InvokeAsync"/>.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="PresentationContextException">No context was accepted for the SOP class in that transfer syntax; nothing was sent.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public async ValueTask<CStoreRsp> StoreAsync(StoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = ContextFor(request.SopClassUid, request.TransferSyntax);
        var command = new CStoreRq
        {
            SopClassUid = request.SopClassUid,
            SopInstanceUid = request.SopInstanceUid,
            Priority = request.Priority,
            MoveOriginatorAETitle = request.MoveOriginatorAETitle,
            MoveOriginatorMessageId = request.MoveOriginatorMessageId,
        };
        return (CStoreRsp)(await InvokeAsync(context, command, request.DataSet, cancellationToken).ConfigureAwait(false)).Command;
    }

    /// <summary>C-FIND (PS3.7 §9.1.2): the identifiers of the matches as they come.</summary>
    /// <param name="sopClassUid">The information model.</param>
    /// <param name="identifier">The identifier: query level and keys.</param>
    /// <param name="cancellationToken">Cancels the query by C-CANCEL; leaving the enumeration does the same.</param>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="FindException">The query ended with a failure.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public async IAsyncEnumerable<DicomDataSet> FindAsync(
        Uid sopClassUid, DicomDataSet identifier, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var context = ContextFor(sopClassUid, null);
        var replies = InvokeManyAsync(context, new CFindRq { SopClassUid = sopClassUid }, DataSetSource.Of(identifier), cancellationToken);
        await foreach (var reply in replies.ConfigureAwait(false))
        {
            switch (reply.Status.Class)
            {
                case DimseStatusClass.Pending:
                    yield return reply.ReadDataSet();
                    break;
                case DimseStatusClass.Success or DimseStatusClass.Cancel or DimseStatusClass.Warning:
                    break;
                default:
                    throw new FindException(reply.Command);
            }
        }
    }

    /// <summary>C-MOVE (PS3.7 §9.1.4).</summary>
    /// <param name="sopClassUid">The information model.</param>
    /// <param name="destination">Where the peer is to send to.</param>
    /// <param name="identifier">The identifier: level and unique keys.</param>
    /// <param name="progress">Takes the counters of pending responses, in order; null for nobody.</param>
    /// <param name="cancellationToken">Cancels the operation by C-CANCEL.</param>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public ValueTask<RetrieveResult> MoveAsync(
        Uid sopClassUid, AETitle destination, DicomDataSet identifier, Action<SubOperationCounters>? progress = null, CancellationToken cancellationToken = default) =>
        RetrieveAsync(new CMoveRq { SopClassUid = sopClassUid, MoveDestination = destination }, identifier, progress, cancellationToken);

    /// <summary>C-GET (PS3.7 §9.1.3). Storage contexts must have been proposed with the role SCP.</summary>
    /// <param name="sopClassUid">The information model.</param>
    /// <param name="identifier">The identifier: level and unique keys.</param>
    /// <param name="store">Takes each C-STORE request that comes in for it.</param>
    /// <param name="progress">Takes the counters of pending responses, in order; null for nobody.</param>
    /// <param name="cancellationToken">Cancels the operation by C-CANCEL.</param>
    /// <exception cref="PresentationContextException">The peer did not accept the SOP class.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public async ValueTask<RetrieveResult> GetAsync(
        Uid sopClassUid,
        DicomDataSet identifier,
        Func<DimseRequest, CancellationToken, ValueTask<DimseResponse>> store,
        Action<SubOperationCounters>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var handler = new RetrieveHandler(store);
        if (Interlocked.CompareExchange(ref _retrieveHandler, handler, null) is not null)
        {
            throw new InvalidOperationException("Another C-GET is outstanding.");
        }

        try
        {
            return await RetrieveAsync(new CGetRq { SopClassUid = sopClassUid }, identifier, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _retrieveHandler, null);
        }
    }

    private async ValueTask<RetrieveResult> RetrieveAsync(
        DimseRq command, DicomDataSet identifier, Action<SubOperationCounters>? progress, CancellationToken cancellationToken)
    {
        var context = ContextFor(command.SopClassUid, null);
        await foreach (var reply in InvokeManyAsync(context, command, DataSetSource.Of(identifier), cancellationToken).ConfigureAwait(false))
        {
            var counters = reply.Command switch
            {
                CMoveRsp move => move.SubOperations,
                CGetRsp get => get.SubOperations,
                _ => default,
            };
            if (reply.Status.Class != DimseStatusClass.Pending)
            {
                return new RetrieveResult(reply.Status, counters, reply.Command.ErrorComment, reply.ReadDataSet());
            }

            progress?.Invoke(counters);
        }

        throw new AssociationException("The operation ended without a final response.");
    }

    private PresentationContext ContextFor(Uid abstractSyntax, TransferSyntax? transferSyntax, ServiceRoles role = ServiceRoles.Scu) =>
        Parameters.Find(abstractSyntax, transferSyntax, role)
        ?? throw new PresentationContextException($"No presentation context was accepted for {abstractSyntax}{(transferSyntax is { } t ? " in " + t : "")}.");

    private sealed class RetrieveHandler(Func<DimseRequest, CancellationToken, ValueTask<DimseResponse>> store) : IDimseHandler
    {
        public ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken) =>
            store(request, cancellationToken);
    }
}
