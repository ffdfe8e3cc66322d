namespace Gantry.Contracts;

/// <summary>Takes N-EVENT-REPORT as the SCU of a SOP class, on associations that the SCP opens (PS3.7 §10.1.1).</summary>
public interface INEventReportHandler
{
    /// <summary>Takes note of an event.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled by the association's end or shutdown; the context says which. C-CANCEL is not for this service.</param>
    /// <returns>The response; the Event Reply, where there is one, is the response's data set.</returns>
    ValueTask<NServiceResponse> HandleAsync(NEventReportRequest request, CancellationToken cancellationToken);
}
