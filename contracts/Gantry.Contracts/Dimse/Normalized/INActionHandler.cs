namespace Gantry.Contracts;

/// <summary>Performs N-ACTION as an SCP (PS3.7 §10.1.4).</summary>
public interface INActionHandler
{
    /// <summary>Performs the action, or takes it on to be performed later.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled by the association's end or shutdown; the context says which. C-CANCEL is not for this service.</param>
    /// <returns>The response; what becomes of it later is told by <see cref="OperationContext.EventReports"/>.</returns>
    ValueTask<NServiceResponse> HandleAsync(NActionRequest request, CancellationToken cancellationToken);
}
