using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>Asks what was recorded again, on an association of the server with itself, as the AE that had asked, with the options that it had negotiated.</summary>
internal sealed class ReplayAsking(OwnAssociations own, TimeProvider time)
{
    /// <summary>The most matches that are held; a request that has more is cancelled.</summary>
    public const int MostMatches = 10_000;

    /// <summary>Asks.</summary>
    /// <param name="record">The request.</param>
    /// <param name="takesTrial">True for versions on trial, false for those that serve.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async ValueTask<ReplayAnswer> AskAsync(TransactionRecord record, bool takesTrial, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        try
        {
            var association = await ConnectAsync(record, takesTrial, cancellationToken).ConfigureAwait(false);
            await using (association.ConfigureAwait(false))
            {
                return await AskAsync(association, record, cancellationToken).ConfigureAwait(false) with { Duration = time.GetElapsedTime(begun) };
            }
        }
        catch (AssociationException fault)
        {
            return new ReplayAnswer(null, $"it could not be asked: {fault.Message}", [], time.GetElapsedTime(begun));
        }
    }

    private Task<Association> ConnectAsync(TransactionRecord record, bool takesTrial, CancellationToken cancellationToken)
    {
        var options = ReplayRequest.OptionsOf(record);
        return own.ConnectAsync(
            record.RemoteAETitle,
            [record.DataSet is null ? ProposedContext.Verification : new ProposedContext(record.SopClass)],
            options == QueryRetrieveOptions.None ? [] : [QueryRetrieveNegotiation.Propose(record.SopClass, options)],
            takesTrial,
            cancellationToken);
    }

    private static async ValueTask<ReplayAnswer> AskAsync(Association association, TransactionRecord record, CancellationToken cancellationToken)
    {
        if (record.DataSet is not { } identifier)
        {
            return new ReplayAnswer(await association.EchoAsync(cancellationToken).ConfigureAwait(false), null, [], default);
        }

        if (association.Parameters.Find(record.SopClass) is not { } context)
        {
            return new ReplayAnswer(null, "it could not be asked: its SOP class is not accepted", [], default);
        }

        var matches = ImmutableArray.CreateBuilder<DicomDataSet>();
        var replies = association.InvokeManyAsync(context, new CFindRq { SopClassUid = record.SopClass }, DataSetSource.Of(identifier), cancellationToken);
        await foreach (var reply in replies.ConfigureAwait(false))
        {
            if (reply.Status.Class != DimseStatusClass.Pending)
            {
                return new ReplayAnswer(reply.Status, null, matches.ToImmutable(), default);
            }

            if (matches.Count == MostMatches)
            {
                break;
            }

            matches.Add(reply.ReadDataSet());
        }

        return new ReplayAnswer(null, $"it has more than {MostMatches} matches, and was cancelled", matches.ToImmutable(), default);
    }
}
