using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Misbehaver;

[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.1.1")]
[method: ImportingConstructor]
public sealed class Misbehaver(IPluginContext context) : ICFindHandler
{
    private bool IsReleased => File.Exists(Path.Combine(context.DataFolder, "release"));

    public async ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pending);
        switch (request.Identifier.GetString(Tags.PatientID))
        {
            case "throw":
                throw new InvalidOperationException("SECRET^NAME");
            case "wait":
                await pending.SendAsync(request.Identifier, cancellationToken).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                break;
            case "fail":
                return DimseStatus.OutOfResources;
            case "hang":
                while (!IsReleased)
                {
                    await Task.Delay(20, CancellationToken.None).ConfigureAwait(false);
                }

                break;
            case "spin":
                while (!IsReleased)
                {
                    Thread.SpinWait(1_000);
                }

                break;
            case "many":
                for (var i = 0; i < 1_000; i++)
                {
                    await pending.SendAsync(request.Identifier, cancellationToken).ConfigureAwait(false);
                }

                break;
        }

        return DimseStatus.Success;
    }
}

[Export(typeof(IOperationObserver))]
public sealed class ThrowingObserver : IOperationObserver
{
    public ValueTask OnCompletedAsync(CompletedOperation operation, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("An observer must not matter.");
}

[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class SlowStarter(IPluginContext context) : IPluginLifecycle
{
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(context.DataFolder, "wait")))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
