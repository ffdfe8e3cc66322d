using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>Makes of what was recorded what can be asked.</summary>
internal sealed class ReplayCalls(PluginRegistry registry)
{
    /// <summary>The most matches that are held; a request that has more is cancelled.</summary>
    public const int MostMatches = 10_000;

    private readonly ReplayInstances _instances = new(registry);

    /// <summary>How a request is asked.</summary>
    /// <param name="record">The request, against which there is no reason.</param>
    /// <param name="cancellationToken">Ends the look into the catalog.</param>
    /// <returns>Null where the instance that it brought is there no more.</returns>
    /// <exception cref="CatalogException">The catalog cannot be read.</exception>
    /// <exception cref="IOException">The instance store cannot be read.</exception>
    public async ValueTask<ReplayCall?> OfAsync(TransactionRecord record, CancellationToken cancellationToken) => record.Command switch
    {
        ReplayRequest.Echo => new([ProposedContext.Verification], async (association, _, token) => ReplayAnswer.Of(await association.EchoAsync(token).ConfigureAwait(false))),
        ReplayRequest.Find => new([new ProposedContext(record.SopClass)], (association, _, token) => FindAsync(association, record, token)),
        ReplayRequest.Get => new(
            [new ProposedContext(record.SopClass), .. await _instances.ContextsAsync(record.DataSet!, cancellationToken).ConfigureAwait(false)],
            (association, rehearsal, token) => GetAsync(association, record, rehearsal!, token)),
        ReplayRequest.Move => new(
            [new ProposedContext(record.SopClass)],
            async (association, _, token) =>
                Of(await association.MoveAsync(record.SopClass, ReplayRequest.DestinationOf(record), record.DataSet!, progress: null, token).ConfigureAwait(false))),
        ReplayRequest.Action => new(
            [new ProposedContext(record.SopClass)],
            async (association, _, token) =>
                Of(await association.NActionAsync(record.SopClass, record.SopInstance, ReplayRequest.ActionOf(record)!.Value, record.DataSet, context: null, token).ConfigureAwait(false))),
        ReplayRequest.Create => new(
            [new ProposedContext(record.SopClass)],
            async (association, _, token) => Of(await association.NCreateAsync(record.SopClass, record.SopInstance, record.DataSet, context: null, token).ConfigureAwait(false))),
        _ => await StoreAsync(record, cancellationToken).ConfigureAwait(false),
    };

    private static ReplayAnswer Of(DimseReply reply) => ReplayAnswer.Of(reply.Status) with { Response = reply.ReadDataSet() };

    private static ReplayAnswer Of(RetrieveResult result) => ReplayAnswer.Of(result.Status) with { Response = result.FailedSopInstances, SubOperations = result.SubOperations };

    private static async ValueTask<ReplayAnswer> FindAsync(Association association, TransactionRecord record, CancellationToken cancellationToken)
    {
        if (association.Parameters.Find(record.SopClass) is not { } context)
        {
            throw new PresentationContextException($"No presentation context was accepted for {record.SopClass}.");
        }

        var matches = ImmutableArray.CreateBuilder<DicomDataSet>();
        var replies = association.InvokeManyAsync(context, new CFindRq { SopClassUid = record.SopClass }, DataSetSource.Of(record.DataSet!), cancellationToken);
        await foreach (var reply in replies.ConfigureAwait(false))
        {
            if (reply.Status.Class != DimseStatusClass.Pending)
            {
                return ReplayAnswer.Of(reply.Status) with { Matches = matches.ToImmutable() };
            }

            if (matches.Count == MostMatches)
            {
                break;
            }

            matches.Add(reply.ReadDataSet());
        }

        return ReplayAnswer.None($"it has more than {MostMatches} matches, and was cancelled") with { Matches = matches.ToImmutable() };
    }

    private static async ValueTask<ReplayAnswer> GetAsync(Association association, TransactionRecord record, Rehearsal rehearsal, CancellationToken cancellationToken)
    {
        return Of(await association.GetAsync(record.SopClass, record.DataSet!, TakeAsync, progress: null, cancellationToken).ConfigureAwait(false));

        async ValueTask<DimseResponse> TakeAsync(DimseRequest request, CancellationToken token)
        {
            if (request is not { Command: CStoreRq command, DataSet: { } dataSet })
            {
                return DimseStatus.UnrecognizedOperation;
            }

            rehearsal.Note(await SentBytes.ReadAsync(command.SopInstanceUid, request.Context.TransferSyntax, dataSet, token).ConfigureAwait(false));
            return DimseStatus.Success;
        }
    }

    private async ValueTask<ReplayCall?> StoreAsync(TransactionRecord record, CancellationToken cancellationToken)
    {
        if (await _instances.FindAsync(record.SopInstance, cancellationToken).ConfigureAwait(false) is not (var instance, var stored))
        {
            return null;
        }

        return new ReplayCall([new ProposedContext(instance.SopClass, [instance.TransferSyntax])], SendAsync) { Stored = stored };

        ValueTask<ReplayAnswer> SendAsync(Association association, Rehearsal? rehearsal, CancellationToken token) => _instances.ReadAsync(
            instance,
            async content => ReplayAnswer.Of((await association
                .StoreAsync(new StoreRequest(instance.SopClass, instance.SopInstance, instance.TransferSyntax, DataSetSource.Of(content.DataSet)), token).ConfigureAwait(false)).Status),
            token);
    }
}
