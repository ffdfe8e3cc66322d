using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Steward;

/// <summary>What is told in the background; it ends with the plugin.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class Background(IPluginContext context) : IPluginLifecycle
{
    private readonly List<Task> _running = [];

    public void Begin(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        lock (_running)
        {
            _running.Add(Task.Run(() => RunAsync(work)));
        }
    }

    public ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask StopAsync(CancellationToken cancellationToken) => await Task.WhenAll(_running).ConfigureAwait(false);

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(context.Stopping).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "failure"), failure.Message, context.Stopping).ConfigureAwait(false);
        }
    }
}

/// <summary>Does what its action type says: 1 reports on the association after the response, 2 on one of its own, 3 throws, 4 before the response.</summary>
[ExportDimseHandler(typeof(INActionHandler), SopClass)]
[method: ImportingConstructor]
public sealed class Committer(Background background, IPluginContext context, IRemoteNodes nodes) : INActionHandler
{
    public const string SopClass = "1.2.840.10008.1.20.1";

    public async ValueTask<NServiceResponse> HandleAsync(NActionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var report = new EventReport
        {
            AffectedSopClassUid = request.RequestedSopClassUid,
            AffectedSopInstanceUid = request.RequestedSopInstanceUid,
            EventTypeId = request.ActionTypeId,
            EventInformation = request.ActionInformation,
        };
        var events = request.Context.EventReports;
        var caller = request.Context.CallingAETitle;
        switch (request.ActionTypeId)
        {
            case 1:
                background.Begin(async stopping =>
                {
                    await events.Responded.ConfigureAwait(false);
                    await NoteAsync(await events.ReportAsync(report, stopping).ConfigureAwait(false)).ConfigureAwait(false);
                });
                return DimseStatus.Success;
            case 2 when nodes.TryGet(caller, out var node):
                background.Begin(async stopping =>
                {
                    await using var reporter = await nodes.OpenEventReportsAsync(node, [request.RequestedSopClassUid], stopping).ConfigureAwait(false);
                    await NoteAsync(await reporter.ReportAsync(report, stopping).ConfigureAwait(false)).ConfigureAwait(false);
                });
                return DimseStatus.Success;
            case 3:
                throw new InvalidOperationException("SECRET^NAME");
            case 4:
                return (await events.ReportAsync(report, cancellationToken).ConfigureAwait(false)).Status;
            default:
                return new NServiceResponse(DimseStatus.NoSuchActionType, "Action types are 1 to 4");
        }
    }

    private Task NoteAsync(NServiceResponse answer) => File.WriteAllTextAsync(
        Path.Combine(context.DataFolder, "answer"), string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.ErrorComment}"));
}

/// <summary>Takes events of an SCP, and keeps them as files.</summary>
[ExportDimseHandler(typeof(INEventReportHandler), Committer.SopClass)]
[method: ImportingConstructor]
public sealed class Listener(IPluginContext context) : INEventReportHandler
{
    public async ValueTask<NServiceResponse> HandleAsync(NEventReportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var transaction = request.EventInformation.GetString(Tags.TransactionUID);
        await File.WriteAllTextAsync(
            Path.Combine(context.DataFolder, string.Create(CultureInfo.InvariantCulture, $"event-{request.EventTypeId}")), transaction, cancellationToken).ConfigureAwait(false);
        return transaction is null ? DimseStatus.NoSuchArgument : DimseStatus.Success;
    }
}
