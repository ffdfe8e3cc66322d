using System.IO.Pipelines;
using System.Net;

namespace Gantry.Dicom.Network;

/// <content>The requestor's side.</content>
public sealed partial class Association
{
    private readonly TaskCompletionSource? _established;
    private AssociateRq? _rq;

    /// <summary>Establishes an association on a transport that is open.</summary>
    /// <param name="transport">The transport; completed when the association ends.</param>
    /// <param name="peer">The peer's address; null where the transport has none.</param>
    /// <param name="rq">What to ask for.</param>
    /// <param name="options">The options.</param>
    /// <param name="handler">Performs what the peer requests, C-STOREs of a C-GET and event reports; null refuses all.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AssociationRejectedException">The peer rejected the association.</exception>
    /// <exception cref="AssociationException">The peer aborted, or the transport was lost.</exception>
    internal static async Task<Association> RequestAsync(
        IDuplexPipe transport, EndPoint? peer, AssociateRq rq, RequestorOptions options, IDimseHandler? handler, CancellationToken cancellationToken)
    {
        var association = new Association(transport, rq, peer, options, handler);
        await association._provider.OpenTransportAsync().ConfigureAwait(false);
        association._run = association.RunAsRequestorAsync(transport);
        using (cancellationToken.UnsafeRegister(static state => _ = ((Association)state!).AbortAsync("The attempt was cancelled.").AsTask(), association))
        {
            try
            {
                await association._provider.AssociateAsync(rq).ConfigureAwait(false);
                await association._established!.Task.ConfigureAwait(false);
            }
            catch (AssociationException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }
        }

        return association;
    }

    private Association(IDuplexPipe transport, AssociateRq rq, EndPoint? peer, RequestorOptions options, IDimseHandler? handler)
        : this(transport, isRequestor: true, peer, options, handler)
    {
        _rq = rq;
        _established = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    void IUpperLayerUser.OnAssociateConfirmation(AssociateAc ac)
    {
        if (ac.UserInformation.MaximumLength is > 0 and < Negotiation.MinimumPeerPduLength)
        {
            throw new UpperLayerException(AbortReason.InvalidPduParameterValue, "The peer's maximum length lets nothing through.");
        }

        Establish(_rq!, ac);
        _rq = null;
        _established!.TrySetResult();
    }

    private async Task RunAsRequestorAsync(IDuplexPipe transport)
    {
        try
        {
            await _provider.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            await ReceivingEndsAsync().ConfigureAwait(false);
            await OperationsEndAsync().ConfigureAwait(false);
            _provider.Dispose();
            if (transport is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
