using System.IO.Pipelines;
using System.Net;

namespace Gantry.Dicom.Network;

/// <summary>An association: two application entities that exchange DIMSE messages (PS3.7 §A, PS3.8 §7), seen from one of them.</summary>
/// <remarks>
/// Safe for concurrent use. Requests are sent as the asynchronous operations window allows, one at a time unless one was negotiated, and others wait for their
/// turn. Requests of the peer are performed meanwhile; the reading never stops for an operation, so that C-CANCEL, release and abort are seen at once.
/// </remarks>
public sealed partial class Association : IUpperLayerUser, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly UpperLayerProvider _provider;
    private readonly AssociationOptions _options;
    private readonly IDimseHandler? _handler;
    private readonly MessageSender _sender;
    private readonly PresentationContext?[] _contexts = new PresentationContext?[256];
    private readonly CancellationTokenSource _lifetime = new();
    private readonly TaskCompletionSource<AssociationEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AssociationParameters? _parameters;

    private Association(IDuplexPipe transport, bool isRequestor, EndPoint? peer, AssociationOptions options, IDimseHandler? handler)
    {
        IsRequestor = isRequestor;
        Peer = peer;
        _options = options;
        _handler = handler;
        _provider = new UpperLayerProvider(transport, isRequestor, options, this);
        _sender = new MessageSender(_provider);
    }

    /// <summary>True on the requestor's side, false on the acceptor's.</summary>
    public bool IsRequestor { get; }

    /// <summary>The peer's address; null where the transport has none.</summary>
    public EndPoint? Peer { get; }

    /// <summary>What was agreed.</summary>
    /// <exception cref="InvalidOperationException">The association was never established.</exception>
    public AssociationParameters Parameters => _parameters ?? throw new InvalidOperationException("The association was never established.");

    /// <summary>True where the association was established, whether or not it has ended since.</summary>
    public bool WasEstablished => _parameters is not null;

    /// <summary>True from the establishment to the end.</summary>
    public bool IsEstablished => _parameters is not null && !_ended.Task.IsCompleted;

    /// <summary>Ends with the association, and tells how it ended; never fails.</summary>
    public Task<AssociationEnd> Ended => _ended.Task;

    /// <summary>Cancelled when the association ends.</summary>
    public CancellationToken EndedToken => _lifetime.Token;

    /// <summary>The bytes received so far, headers included.</summary>
    public long BytesReceived => _provider.BytesReceived;

    /// <summary>The bytes sent so far, of messages, headers included.</summary>
    public long BytesSent => _provider.BytesSent;

    /// <summary>The bytes of data sets that came in and that nobody read.</summary>
    public long BytesDrained => Volatile.Read(ref _bytesDrained);

    internal UpperLayerProvider Provider => _provider;

    bool IUpperLayerUser.IsReceivingMessage => Volatile.Read(ref _isReceiving);

    bool IUpperLayerUser.IsBusy => Volatile.Read(ref _operationCount) > 0 || Volatile.Read(ref _invocationCount) > 0;

    /// <summary>Releases the association (PS3.8 §7.2) after the message being sent, and waits until it has ended.</summary>
    /// <remarks>The requestor's business: an acceptor that wants an end aborts (PS3.7 §A.5).</remarks>
    /// <exception cref="AssociationException">It ended otherwise than by a release.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        using (await _sender.TakeTurnAsync(cancellationToken).ConfigureAwait(false))
        {
            await _provider.ReleaseAsync().ConfigureAwait(false);
        }

        var end = await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!end.IsGraceful)
        {
            throw new AssociationException(end);
        }
    }

    /// <summary>Aborts the association as the service-user (PS3.8 §7.3); returns when the A-ABORT is on its way.</summary>
    /// <param name="detail">Why, for the log; it is not sent.</param>
    public ValueTask AbortAsync(string detail = "Aborted by this side.") =>
        _provider.AbortAsync(new AssociationEnd(AssociationEndReason.AbortedLocally, detail) { AbortSource = AbortSource.ServiceUser });

    /// <summary>Releases the association on the requestor's side, aborts it on the acceptor's or where the release fails, and closes the transport.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsEstablished && IsRequestor)
        {
            try
            {
                await ReleaseAsync().ConfigureAwait(false);
            }
            catch (AssociationException)
            {
                // It has ended, and that is what was asked for.
            }
        }
        else
        {
            await AbortAsync().ConfigureAwait(false);
        }

        await _run.ConfigureAwait(false);
    }

    void IUpperLayerUser.OnReleaseIndication() => CancelOperations(OperationCancellation.AssociationLost);

    void IUpperLayerUser.OnEnd(AssociationEnd end)
    {
        var exception = end.Reason == AssociationEndReason.Rejected ? new AssociationRejectedException(end) : new AssociationException(end);
        _ = _lifetime.CancelAsync(); // callbacks of others shall not run here
        EndReceiving(exception);
        CancelOperations(OperationCancellation.AssociationLost);
        EndInvocations(exception);
        _ended.TrySetResult(end);
        _established?.TrySetException(exception);
    }

    void IUpperLayerUser.OnEnded() => _over.TrySetResult();

    private void Establish(AssociateRq rq, AssociateAc ac)
    {
        var parameters = Negotiation.Agree(rq, ac, IsRequestor);
        foreach (var context in parameters.PresentationContexts)
        {
            _contexts[context.Id] = context;
        }

        var window = parameters.AsynchronousOperationsWindow;
        OpenWindows(
            performed: IsRequestor ? window.Performed : window.Invoked,
            invoked: IsRequestor ? window.Invoked : window.Performed);
        _sender.SetPeerMaximum(parameters.PeerMaximumPduLength);
        _parameters = parameters;
    }
}
