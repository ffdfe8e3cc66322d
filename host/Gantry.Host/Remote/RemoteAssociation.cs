using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Listener;
using Gantry.Host.Telemetry;

namespace Gantry.Host.Remote;

/// <inheritdoc cref="IRemoteAssociation"/>
internal sealed class RemoteAssociation(OpenAssociation open, HostMetrics metrics) : AssociationSender(open.Association), IRemoteAssociation
{
    public bool IsEstablished => Association.IsEstablished;

    public override async ValueTask<DimseStatus> SendAsync(InstanceContent instance, MoveOriginator? moveOriginator, CancellationToken cancellationToken)
    {
        using var operation = open.Begin(HostMetrics.Name(DimseCommand.CStore), instance.SopClass);
        return await base.SendAsync(instance, moveOriginator, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Association.DisposeAsync().ConfigureAwait(false);
        metrics.Transferred(Association.BytesReceived, Association.BytesSent);
    }
}
