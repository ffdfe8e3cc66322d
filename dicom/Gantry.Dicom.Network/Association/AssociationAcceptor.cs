using System.IO.Pipelines;
using System.Net;

namespace Gantry.Dicom.Network;

/// <summary>Serves transport connections as association acceptor.</summary>
/// <remarks>Stateless, and safe for concurrent use.</remarks>
public static class AssociationAcceptor
{
    /// <summary>Serves one transport connection, from A-ASSOCIATE-RQ to the end.</summary>
    /// <param name="transport">
    /// The connection. Both directions are completed when the task ends; the caller closes it then at once, whatever may still wait to be sent.
    /// </param>
    /// <param name="peer">The peer's address; null where the transport has none.</param>
    /// <param name="options">The options.</param>
    /// <param name="handler">Whom to take, and how to perform requests.</param>
    /// <param name="stopping">
    /// Asks for the end: operations may go on for <see cref="AcceptorOptions.StopTimeout"/>, then they are cancelled; the association is aborted once none runs.
    /// </param>
    /// <returns>How it ended. The handler has been told, and no operation runs any more.</returns>
    public static Task<AssociationEnd> RunAsync(
        IDuplexPipe transport, EndPoint? peer, AcceptorOptions options, IAssociationHandler handler, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        return Association.AcceptAsync(transport, peer, options, handler, created: null, stopping);
    }
}
