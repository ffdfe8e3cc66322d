using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Dispatch;

/// <summary>Sends N-EVENT-REPORT on an association, as SCP.</summary>
internal abstract class EventReporter(Association association) : IEventReporter
{
    protected Association Association { get; } = association;

    public bool IsEstablished => Association.IsEstablished;

    public bool Accepts(Uid sopClass) => Find(sopClass) is not null;

    public async ValueTask<NServiceResponse> ReportAsync(EventReport report, CancellationToken cancellationToken)
    {
        var context = Find(report.AffectedSopClassUid)
            ?? throw new InvalidOperationException($"No presentation context was accepted for {report.AffectedSopClassUid} in which this side is SCP.");
        var reply = await Association.NEventReportAsync(
            report.AffectedSopClassUid, report.AffectedSopInstanceUid, report.EventTypeId, report.EventInformation, context, cancellationToken).ConfigureAwait(false);
        return Responses.Of(reply);
    }

    /// <summary>The presentation context for reports of a SOP class; null where there is none.</summary>
    protected virtual PresentationContext? Find(Uid sopClass) => Association.Parameters.Find(sopClass, localRole: ServiceRoles.Scp);
}
