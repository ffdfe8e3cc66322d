namespace Gantry.Contracts;

/// <summary>Performs N-SET as an SCP (PS3.7 §10.1.3).</summary>
public interface INSetHandler
{
    /// <summary>Changes the SOP instance.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled by the association's end or shutdown; the context says which. C-CANCEL is not for this service.</param>
    /// <returns>The response; the attributes that were set otherwise than asked for are the response's data set.</returns>
    ValueTask<NServiceResponse> HandleAsync(NSetRequest request, CancellationToken cancellationToken);
}
