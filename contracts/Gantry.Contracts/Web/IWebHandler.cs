namespace Gantry.Contracts;

/// <summary>Answers HTTP requests; exported with <see cref="ExportWebHandlerAttribute"/>, which says which.</summary>
public interface IWebHandler
{
    /// <summary>Answers one request.</summary>
    /// <param name="request">The request. Its caller was found to have the right that the route needs.</param>
    /// <param name="cancellationToken">Cancelled where the client is gone, the plugin is to end, or the request has taken too long.</param>
    /// <returns>The response. Its body is written afterwards, before the handler is disposed.</returns>
    /// <remarks>
    /// What HTTP has a status for is returned. The host answers for <see cref="CatalogException"/> (503 or 500), <see cref="IOException"/> (500) and a body
    /// that is larger than the route takes (413); every other exception is a fault of the plugin: 500, without the exception's text.
    /// </remarks>
    ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken);
}
