using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.MediaCreation;

/// <summary>What a peer is told where the queue, the catalog or a device cannot be used.</summary>
internal static class QueueFailure
{
    public static NServiceResponse Response(CatalogException failure) => failure.IsTransient
        ? new(DimseStatus.ResourceLimitation, "The queue cannot be used now: ask again")
        : new(DimseStatus.ProcessingFailure, "The queue cannot be used");
}
