namespace Gantry.Dicom.Network;

/// <summary>Performs the requests that come in on an association.</summary>
public interface IDimseHandler
{
    /// <summary>Performs one request. One call at a time for each association, unless more was negotiated (PS3.7 §D.3.3.3).</summary>
    /// <param name="request">The request.</param>
    /// <param name="responder">Takes pending responses.</param>
    /// <param name="cancellationToken">Cancelled by C-CANCEL, the association's end or a stop; <see cref="DimseRequest.Cancellation"/> says which.</param>
    /// <returns>
    /// The final response. It may be returned before the data set has been read, and is sent at once then; the rest of the data set is thrown away.
    /// </returns>
    /// <remarks>An exception is answered with status 0110H, or with Cancel where the token was cancelled.</remarks>
    ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken);

    /// <summary>
    /// True where <see cref="HandleAsync"/> comes back at once whatever is asked, and what takes time goes on after <see cref="SocketThreads.Yield"/> or on other threads: it is
    /// called on the thread that receives then. False, as it is unless said, where it may take its time.
    /// </summary>
    bool ReturnsAtOnce => false;

    /// <summary>Is told of an exception of <see cref="HandleAsync"/> that was answered with status 0110H.</summary>
    void OnFault(DimseRequest request, Exception exception)
    {
    }
}
