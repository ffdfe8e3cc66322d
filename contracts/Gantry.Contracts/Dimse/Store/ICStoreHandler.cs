namespace Gantry.Contracts;

/// <summary>Performs C-STORE as an SCP (PS3.7 §9.1.1, PS3.4 Annex B).</summary>
public interface ICStoreHandler
{
    /// <summary>Stores the instance; what it answers Success to is durable.</summary>
    /// <param name="request">The request; its content is read to the end or left: the host drains the rest.</param>
    /// <param name="cancellationToken">Cancelled where the association ends or the host shuts down.</param>
    ValueTask<FinalResponse> HandleAsync(CStoreRequest request, CancellationToken cancellationToken);
}
