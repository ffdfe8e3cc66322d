namespace Gantry.Contracts;

/// <summary>Performs C-GET as an SCP (PS3.7 §9.1.3, PS3.4 §C.4.3).</summary>
public interface ICGetHandler
{
    /// <summary>Sends the instances that the identifier names back on the same association.</summary>
    /// <param name="request">The request; it carries the way to send.</param>
    /// <param name="pending">Takes the counters as they advance.</param>
    /// <param name="cancellationToken">Cancelled by C-CANCEL, the association's end or shutdown; the context says which.</param>
    ValueTask<RetrieveResponse> HandleAsync(CGetRequest request, IPendingResponses<SubOperations> pending, CancellationToken cancellationToken);
}
