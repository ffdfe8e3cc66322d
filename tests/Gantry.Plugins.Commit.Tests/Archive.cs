using System.Collections.Concurrent;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Commit.Tests;

/// <summary>Another archive in memory: takes requests for storage commitment, and may report on their association.</summary>
internal sealed class Archive : IAssociationHandler
{
    /// <summary>What was asked, by Transaction UID.</summary>
    public ConcurrentQueue<DicomDataSet> Asked { get; } = new();

    /// <summary>The response to a request; Success unless set.</summary>
    public Func<DimseRequest, DimseResponse> Respond { get; set; } = _ => DimseStatus.Success;

    /// <summary>The report on the association of the request; null, as it gives unless set, for none.</summary>
    public Func<DicomDataSet, DicomDataSet?> Report { get; set; } = _ => null;

    /// <summary>How the reports on those associations were answered.</summary>
    public ConcurrentQueue<DimseStatus> Replies { get; } = new();

    /// <summary>A report in which the first instances have failed.</summary>
    public static DicomDataSet ReportOf(DicomDataSet asked, int failed = 0)
    {
        var items = asked.GetItems(Tags.ReferencedSOPSequence);
        var report = new DicomDataSetBuilder().Set(Tags.TransactionUID, asked.GetString(Tags.TransactionUID)).Set(Tags.ReferencedSOPSequence, items.Skip(failed));
        if (failed > 0)
        {
            report.Set(Tags.FailedSOPSequence, items.Take(failed).Select(item => item.ToBuilder().Set(Tags.FailureReason, 0x0112).Build()));
        }

        return report.Build();
    }

    public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) =>
        new(AssociationAnswer.Accept(request, context => context.AcceptFirst(_ => true)));

    public async ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken)
    {
        var asked = await request.ReadDataSetAsync(cancellationToken: cancellationToken);
        Asked.Enqueue(asked);
        if (Report(asked) is { } report)
        {
            _ = ReportAsync(request, report);
        }

        return Respond(request);
    }

    private async Task ReportAsync(DimseRequest request, DicomDataSet report)
    {
        var command = new NEventReportRq
        {
            SopClassUid = Uids.StorageCommitmentPushModel,
            SopInstanceUid = Uids.StorageCommitmentPushModelInstance,
            EventTypeId = (ushort)(report.GetItems(Tags.FailedSOPSequence).Length == 0 ? 1 : 2),
        };
        Replies.Enqueue((await request.Association.InvokeAsync(request.Context, command, DataSetSource.Of(report), CancellationToken.None)).Status);
    }
}
