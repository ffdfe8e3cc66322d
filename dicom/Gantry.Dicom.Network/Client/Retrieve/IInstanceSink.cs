namespace Gantry.Dicom.Network;

/// <summary>Takes the instances that a C-GET brings.</summary>
public interface IInstanceSink
{
    /// <summary>Takes one instance; one call at a time for each retrieval.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="cancellationToken">Cancelled where the association is lost or the retrieval cancelled.</param>
    /// <returns>The status to answer the C-STORE with. An exception is answered with 0110H.</returns>
    ValueTask<DimseStatus> StoreAsync(ReceivedInstance instance, CancellationToken cancellationToken);
}
