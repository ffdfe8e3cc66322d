namespace Gantry.Contracts;

/// <summary>Performs C-MOVE as an SCP (PS3.7 §9.1.4, PS3.4 §C.4.2).</summary>
public interface ICMoveHandler
{
    /// <summary>Sends the instances that the identifier names to the move destination.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pending">Takes the counters as they advance.</param>
    /// <param name="cancellationToken">Cancelled by C-CANCEL, the association's end or shutdown; the context says which.</param>
    ValueTask<RetrieveResponse> HandleAsync(CMoveRequest request, IPendingResponses<SubOperations> pending, CancellationToken cancellationToken);
}
