using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace;

/// <summary>Takes N-ACTION on with Success, and reports the outcome by N-EVENT-REPORT when the work is done: an event with the number of the action.</summary>
[ExportDimseHandler(typeof(INActionHandler), "VENDOR_SOP_CLASS")]
[method: ImportingConstructor]
public sealed class VendorTypeNActionHandler(BackgroundWork work, IRemoteNodes nodes) : INActionHandler
{
    public ValueTask<NServiceResponse> HandleAsync(NActionRequest request, CancellationToken cancellationToken)
    {
        if (request.ActionTypeId != 1)
        {
            return ValueTask.FromResult(new NServiceResponse(DimseStatus.NoSuchActionType, "There is action type 1 alone."));
        }

        if (!request.ActionInformation.Contains(Tags.TransactionUID))
        {
            return ValueTask.FromResult(new NServiceResponse(DimseStatus.InvalidArgumentValue, "There is no Transaction UID."));
        }

        var (events, caller) = (request.Context.EventReports, request.Context.CallingAETitle);
        var report = new EventReport
        {
            AffectedSopClassUid = request.RequestedSopClassUid,
            AffectedSopInstanceUid = request.RequestedSopInstanceUid,
            EventTypeId = request.ActionTypeId,
            EventInformation = request.ActionInformation,
        };
        work.Begin(stopping => ReportAsync(report, events, caller, stopping));
        return ValueTask.FromResult<NServiceResponse>(DimseStatus.Success);
    }

    // On the association of the action while it lasts, else over one of our own.
    private async Task ReportAsync(EventReport report, IOperationEvents events, AETitle caller, CancellationToken stopping)
    {
        await events.Responded.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            if (events.Accepts(report.AffectedSopClassUid))
            {
                await events.ReportAsync(report, stopping).ConfigureAwait(false);
                return;
            }
        }
        catch (IOException) when (nodes.TryGet(caller, out _))
        {
            // The requestor has released the association, and is known: it is called below.
        }

        if (!nodes.TryGet(caller, out var node))
        {
            throw new InvalidOperationException($"{caller} takes no events on its association, and is not a known AE.");
        }

        var association = await nodes.OpenEventReportsAsync(node, [report.AffectedSopClassUid], stopping).ConfigureAwait(false);
        await using (association.ConfigureAwait(false))
        {
            await association.ReportAsync(report, stopping).ConfigureAwait(false);
        }
    }
}
