namespace Gantry.Contracts;

/// <summary>Performs N-GET as an SCP (PS3.7 §10.1.2).</summary>
public interface INGetHandler
{
    /// <summary>Tells the attributes of the SOP instance.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled by the association's end or shutdown; the context says which. C-CANCEL is not for this service.</param>
    /// <returns>The response; the attributes are the response's data set.</returns>
    ValueTask<NServiceResponse> HandleAsync(NGetRequest request, CancellationToken cancellationToken);
}
