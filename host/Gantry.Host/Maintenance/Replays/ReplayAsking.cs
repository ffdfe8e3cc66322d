using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>Asks what was recorded again, on an association of the server with itself, as the AE that had asked, with the options that it had negotiated.</summary>
internal sealed class ReplayAsking(OwnAssociations own, TimeProvider time)
{
    /// <summary>Asks.</summary>
    /// <param name="record">The request.</param>
    /// <param name="call">How it is asked.</param>
    /// <param name="takesTrial">True for versions on trial, false for those that serve.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async ValueTask<ReplayAnswer> AskAsync(TransactionRecord record, ReplayCall call, bool takesTrial, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var rehearsal = ReplayRequest.IsObserved(record) ? null : new Rehearsal();
        ReplayAnswer answer;
        try
        {
            var association = await ConnectAsync(record, call, takesTrial, rehearsal, cancellationToken).ConfigureAwait(false);
            await using (association.ConfigureAwait(false))
            {
                answer = await call.AskAsync(association, rehearsal, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (AssociationException fault)
        {
            answer = ReplayAnswer.None($"it could not be asked: {fault.Message}");
        }
        catch (IOException failure)
        {
            answer = ReplayAnswer.None($"it could not be asked: {failure.Message}"); // its instance was deleted meanwhile, perhaps
        }
        catch (PresentationContextException)
        {
            answer = ReplayAnswer.None("it could not be asked: its SOP class is not accepted");
        }

        answer = rehearsal is null ? answer
            : rehearsal.IsCut ? ReplayAnswer.None($"it would do more than {Rehearsal.MostEffects} things, and is not compared")
            : answer with { Effects = rehearsal.Effects, Refusal = rehearsal.Refusal };
        return answer with { Duration = time.GetElapsedTime(begun) };
    }

    private Task<Association> ConnectAsync(TransactionRecord record, ReplayCall call, bool takesTrial, Rehearsal? rehearsal, CancellationToken cancellationToken)
    {
        var options = ReplayRequest.OptionsOf(record);
        return own.ConnectAsync(
            record.RemoteAETitle,
            call.Contexts,
            options == QueryRetrieveOptions.None ? [] : [QueryRetrieveNegotiation.Propose(record.SopClass, options)],
            takesTrial,
            rehearsal,
            cancellationToken);
    }
}
