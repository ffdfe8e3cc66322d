using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Telemetry;

namespace Gantry.Host.Remote;

/// <inheritdoc cref="IRemoteAssociation"/>
internal sealed class RemoteAssociation(Association association, HostMetrics metrics) : AssociationSender(association), IRemoteAssociation
{
    public bool IsEstablished => Association.IsEstablished;

    public async ValueTask DisposeAsync()
    {
        await Association.DisposeAsync().ConfigureAwait(false);
        metrics.Transferred(Association.BytesReceived, Association.BytesSent);
    }
}
