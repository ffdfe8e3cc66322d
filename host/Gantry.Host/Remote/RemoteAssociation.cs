using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;

namespace Gantry.Host.Remote;

/// <inheritdoc cref="IRemoteAssociation"/>
internal sealed class RemoteAssociation(Association association) : AssociationSender(association), IRemoteAssociation
{
    public bool IsEstablished => Association.IsEstablished;

    public ValueTask DisposeAsync() => Association.DisposeAsync();
}
