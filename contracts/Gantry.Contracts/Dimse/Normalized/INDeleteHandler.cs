namespace Gantry.Contracts;

/// <summary>Performs N-DELETE as an SCP (PS3.7 §10.1.6).</summary>
public interface INDeleteHandler
{
    /// <summary>Deletes the SOP instance.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled by the association's end or shutdown; the context says which. C-CANCEL is not for this service.</param>
    /// <returns>The response; a response without data set.</returns>
    ValueTask<NServiceResponse> HandleAsync(NDeleteRequest request, CancellationToken cancellationToken);
}
