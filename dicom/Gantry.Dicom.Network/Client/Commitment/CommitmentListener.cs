using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Gantry.Dicom.Network;

/// <summary>Listens for storage commitment reports on associations that the peer opens (PS3.4 §J.3.3.1.3); answers C-ECHO, too.</summary>
/// <remarks>The peer must know where to find the own AE title. Safe for concurrent use.</remarks>
public sealed class CommitmentListener : IAsyncDisposable
{
    private readonly DicomServer _server;

    private CommitmentListener(IPEndPoint endPoint, AETitle aeTitle, AcceptorOptions? options, SslServerAuthenticationOptions? tls) =>
        _server = DicomServer.Start(endPoint, () => new Handler(Reports, aeTitle), options, tls: tls);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _server.EndPoint;

    internal CommitmentReports Reports { get; } = new();

    /// <summary>Starts to listen.</summary>
    /// <param name="endPoint">Where; port 0 for any free one.</param>
    /// <param name="aeTitle">The own AE title: who calls another one is rejected. Empty takes any.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="tls">How it speaks TLS, as <see cref="TlsOptions.CreateServerOptions"/> makes it; null for plain TCP.</param>
    /// <exception cref="SocketException">The port is not to be had.</exception>
    public static CommitmentListener Start(
        IPEndPoint endPoint, AETitle aeTitle = default, AcceptorOptions? options = null, SslServerAuthenticationOptions? tls = null) => new(endPoint, aeTitle, options, tls);

    /// <summary>Stops listening.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class Handler(CommitmentReports reports, AETitle aeTitle) : IAssociationHandler
    {
        public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken)
        {
            if (!aeTitle.IsEmpty && request.CalledAETitle != aeTitle)
            {
                return new(AssociationAnswer.Reject(AssociateRj.CalledAETitleNotRecognized));
            }

            // The peer is SCP on an association of its own, and proposes so; some do not say it, and report all the same.
            return new(AssociationAnswer.Accept(request, context => context.AbstractSyntax == Uids.StorageCommitmentPushModel || context.AbstractSyntax == Uids.Verification
                ? context.AcceptFirst(syntax => !syntax.IsEncapsulated)
                : context.Reject()) with
            {
                RoleSelections = request.UserInformation.RoleSelections,
            });
        }

        public ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken) =>
            reports.HandleAsync(request, responder, cancellationToken);
    }
}
