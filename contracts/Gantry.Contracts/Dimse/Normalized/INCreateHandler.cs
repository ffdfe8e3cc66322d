namespace Gantry.Contracts;

/// <summary>Performs N-CREATE as an SCP (PS3.7 §10.1.5).</summary>
public interface INCreateHandler
{
    /// <summary>Makes the SOP instance.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled by the association's end or shutdown; the context says which. C-CANCEL is not for this service.</param>
    /// <returns>The response; the attributes that were set besides, or otherwise than asked for, are the response's data set.</returns>
    ValueTask<NServiceResponse> HandleAsync(NCreateRequest request, CancellationToken cancellationToken);
}
