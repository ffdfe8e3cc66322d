using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit;

/// <summary>Reports results by N-EVENT-REPORT (PS3.4 §J.3.3): on the association of the request, or on a new one in which this side is SCP.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class ResultReporter(OpenRequests open, PeerPauses pauses, IRemoteNodes nodes, IPluginSettings<CommitSettings> settings, TimeProvider time)
{
    // On the association of the request the host's own patience counts: ending that one would cost the requestor what else it does there.
    private static readonly TimeSpan PatienceOnNewAssociation = TimeSpan.FromMinutes(1);

    /// <summary>Tries to report a result.</summary>
    /// <param name="job">The UID of the job.</param>
    /// <param name="peer">Who asked.</param>
    /// <param name="commitment">What to report; on a new association from the AE title that was asked.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal async ValueTask<Delivery> ReportAsync(Uid job, AETitle peer, Commitment commitment, CancellationToken cancellationToken)
    {
        var report = commitment.ToReport();
        var route = settings.Current.RouteTo(peer);
        var failure = "The association of the request has ended.";
        if (open.Find(job) is { } events)
        {
            await events.Responded.WaitAsync(cancellationToken).ConfigureAwait(false); // the response first, on whichever association
            if (route != ReportRoute.NewAssociation && events.Accepts(report.AffectedSopClassUid))
            {
                failure = await TryAsync(events, report, cancellationToken).ConfigureAwait(false);
                if (failure.Length == 0)
                {
                    return new(DeliveryState.Arrived, "Reported on the association of the request.");
                }
            }
        }

        return route == ReportRoute.SameAssociation
            ? new(open.Find(job) is null ? DeliveryState.Never : DeliveryState.NotYet, failure)
            : await ReportAnewAsync(peer, commitment.RetrieveAETitle, report, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Delivery> ReportAnewAsync(AETitle peer, AETitle asked, EventReport report, CancellationToken cancellationToken)
    {
        if (!nodes.TryGet(peer, out var node))
        {
            return new(DeliveryState.NotYet, $"No address is known of {peer}.");
        }

        if (pauses.Find(peer, out var until, out var reason))
        {
            return new(DeliveryState.NotYet, reason) { NotBefore = until };
        }

        using var patience = new CancellationTokenSource(PatienceOnNewAssociation, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var failure = await TryAnewAsync(node with { CallingAETitle = asked }, report, either.Token, cancellationToken).ConfigureAwait(false);
        if (failure.Length == 0)
        {
            return new(DeliveryState.Arrived, "Reported on a new association.");
        }

        pauses.Add(peer, settings.Current.RetryInterval, failure);
        return new(DeliveryState.NotYet, failure);
    }

    /// <returns>Why the report did not arrive; empty where it did.</returns>
    private async ValueTask<string> TryAnewAsync(RemoteNode node, EventReport report, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            var reporter = await nodes.OpenEventReportsAsync(node, [report.AffectedSopClassUid], either).ConfigureAwait(false);
            await using (reporter.ConfigureAwait(false))
            {
                return reporter.Accepts(report.AffectedSopClassUid)
                    ? await TryAsync(reporter, report, either).ConfigureAwait(false)
                    : $"{node.AETitle} does not accept Storage Commitment with this side as SCP.";
            }
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{node.AETitle} did not answer within {PatienceOnNewAssociation.TotalSeconds:0} s.";
        }
    }

    /// <returns>Why the report did not arrive; empty where it did.</returns>
    private static async ValueTask<string> TryAsync(IEventReporter reporter, EventReport report, CancellationToken cancellationToken)
    {
        try
        {
            var response = await reporter.ReportAsync(report, cancellationToken).ConfigureAwait(false);
            return response.Status.Class is DimseStatusClass.Success or DimseStatusClass.Warning
                ? ""
                : $"The peer answered the report with {response.Status} {response.ErrorComment}".TrimEnd();
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
        catch (DicomEncodingException)
        {
            return ""; // answered, with a reply that nobody asked for
        }
    }
}
