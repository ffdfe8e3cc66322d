using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Gantry.Dicom.Network;

/// <summary>A client (SCU) of one peer: it opens associations as they are needed, uses them again, and tries again what failed for a reason that passes.</summary>
/// <remarks>
/// Safe for concurrent use. <see cref="ConnectAsync(string, int, AETitle, AETitle, IReadOnlyCollection{ProposedContext}, RequestorOptions?, IDimseHandler?, CancellationToken)"/> opens
/// one association by hand, for whoever wants to lead it alone.
/// </remarks>
public sealed partial class DicomClient
{
    /// <summary>Connects by TCP, or by TLS where the options say so, and establishes an association.</summary>
    /// <param name="host">Host name or address.</param>
    /// <param name="port">TCP port, 1 to 65,535.</param>
    /// <param name="called">The peer's AE title.</param>
    /// <param name="calling">The own AE title.</param>
    /// <param name="contexts">The presentation contexts to propose, 1 to 128.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="handler">Performs what the peer requests, an N-EVENT-REPORT for example; null refuses all but the C-STOREs of a C-GET.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The association; the caller disposes it, which releases it.</returns>
    /// <exception cref="AssociationRejectedException">The peer rejected the association.</exception>
    /// <exception cref="AssociationException">No connection, no TLS, or the peer aborted, or took too long.</exception>
    public static async Task<Association> ConnectAsync(
        string host,
        int port,
        AETitle called,
        AETitle calling,
        IReadOnlyCollection<ProposedContext> contexts,
        RequestorOptions? options = null,
        IDimseHandler? handler = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new RequestorOptions();
        var rq = CreateRq(called, calling, contexts, options);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        IDuplexPipe transport;
        EndPoint? peer;
        try
        {
            (transport, peer) = await OpenAsync(host, port, options.Tls, either.Token).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new AssociationException($"No connection to {host}:{port}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            throw new AssociationException($"No TLS with {host}:{port}: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AssociationException($"No connection to {host}:{port} within {options.ConnectTimeout.TotalSeconds:0} s.", exception);
        }

        return await Association.RequestAsync(transport, peer, rq, options, handler, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Establishes an association on a transport that is open; for the rest see the other overload.</summary>
    /// <param name="transport">The transport; completed, and disposed if it is <see cref="IAsyncDisposable"/>, when the association ends.</param>
    /// <param name="peer">The peer's address; null where the transport has none.</param>
    /// <param name="called">The peer's AE title.</param>
    /// <param name="calling">The own AE title.</param>
    /// <param name="contexts">The presentation contexts to propose, 1 to 128.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="handler">Performs what the peer requests; null refuses all but the C-STOREs of a C-GET.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static Task<Association> ConnectAsync(
        IDuplexPipe transport,
        EndPoint? peer,
        AETitle called,
        AETitle calling,
        IReadOnlyCollection<ProposedContext> contexts,
        RequestorOptions? options = null,
        IDimseHandler? handler = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        options ??= new RequestorOptions();
        return Association.RequestAsync(transport, peer, CreateRq(called, calling, contexts, options), options, handler, cancellationToken);
    }

    private static async Task<(IDuplexPipe Transport, EndPoint? Peer)> OpenAsync(string host, int port, TlsOptions? tls, CancellationToken cancellationToken)
    {
        if (tls is not null)
        {
            var secured = await TlsTransport.ConnectAsync(host, port, tls, cancellationToken).ConfigureAwait(false);
            return (secured, secured.RemoteEndPoint);
        }

        // Whoever waits for a response goes on elsewhere, and handlers do: nothing blocks where a response comes in.
        var plain = await SocketTransport.ConnectAsync(host, port, PipeScheduler.Inline, cancellationToken).ConfigureAwait(false);
        return (plain, plain.RemoteEndPoint);
    }

    private static AssociateRq CreateRq(AETitle called, AETitle calling, IReadOnlyCollection<ProposedContext> contexts, RequestorOptions options)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        if (called.IsEmpty || calling.IsEmpty)
        {
            throw new ArgumentException("Both AE titles are needed.");
        }

        if (contexts.Count is 0 or > ProposedContext.Maximum)
        {
            throw new ArgumentException($"{contexts.Count} presentation contexts; there must be 1 to {ProposedContext.Maximum}.", nameof(contexts));
        }

        return new AssociateRq
        {
            CalledAETitle = called,
            CallingAETitle = calling,
            PresentationContexts =
            [
                .. contexts.Select((context, index) => new PresentationContextProposal((byte)((2 * index) + 1), context.AbstractSyntax, context.TransferSyntaxes)),
            ],
            UserInformation = new UserInformation
            {
                MaximumLength = (uint)options.MaximumPduLength,
                ImplementationClassUid = options.ImplementationClassUid,
                ImplementationVersionName = options.ImplementationVersionName,
                AsynchronousOperationsWindow = options.AsynchronousOperationsWindow,
                RoleSelections = RoleSelectionsOf(contexts),
                ExtendedNegotiations = [.. options.ExtendedNegotiations],
                CommonExtendedNegotiations = [.. options.CommonExtendedNegotiations],
                UserIdentity = options.UserIdentity,
            },
        };
    }

    // At most one for each SOP class: what its contexts ask for together.
    private static ImmutableArray<RoleSelection> RoleSelectionsOf(IReadOnlyCollection<ProposedContext> contexts) =>
    [
        .. contexts.GroupBy(context => context.AbstractSyntax)
            .Select(group => (SopClass: group.Key, Roles: group.Aggregate(ServiceRoles.None, (roles, context) => roles | context.Roles)))
            .Where(asked => asked.Roles.HasFlag(ServiceRoles.Scp))
            .Select(asked => new RoleSelection(asked.SopClass, asked.Roles.HasFlag(ServiceRoles.Scu), true)),
    ];
}
