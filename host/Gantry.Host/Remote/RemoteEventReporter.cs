using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Telemetry;

namespace Gantry.Host.Remote;

/// <inheritdoc cref="IRemoteEventReporter"/>
internal sealed class RemoteEventReporter(Association association, HostMetrics metrics) : EventReporter(association), IRemoteEventReporter
{
    public async ValueTask DisposeAsync()
    {
        await Association.DisposeAsync().ConfigureAwait(false);
        metrics.Transferred(Association.BytesReceived, Association.BytesSent);
    }

    // An acceptor that does not answer the role selection has left the requestor SCU (PS3.7 §D.3.3.4); many mean the role that was asked for all the same.
    protected override PresentationContext? Find(Uid sopClass) => base.Find(sopClass) ?? Association.Parameters.Find(sopClass, localRole: ServiceRoles.None);
}
