using System.IO.Pipelines;
using System.Net;

namespace Gantry.Dicom.Network;

/// <content>The acceptor's side.</content>
public sealed partial class Association
{
    private Task _run = Task.CompletedTask;
    private readonly TaskCompletionSource _over = new(); // the acceptor's handler is told of it by the thread that ends it
    private TaskCompletionSource? _negotiating;
    private bool _isNegotiated; // or never will be
    private Watch? _stop;
    private bool _isStopping;

    private AcceptorOptions Acceptor => (AcceptorOptions)_options;

    internal static async Task<AssociationEnd> AcceptAsync(
        IDuplexPipe transport, EndPoint? peer, AcceptorOptions options, IAssociationHandler handler, Action<Association>? created, CancellationToken stopping)
    {
        var association = new Association(transport, isRequestor: false, peer, options, handler);
        created?.Invoke(association);
        var ending = association.EndAsync(handler);
        try
        {
            await association._provider.AcceptTransportAsync().ConfigureAwait(false);
            using (stopping.UnsafeRegister(static state => ((Association)state!).Stop(), association))
            {
                await association._provider.RunAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await association.ReceivingEndsAsync().ConfigureAwait(false);
            await ending.ConfigureAwait(false);
            association._provider.Dispose();
            association._stop?.Dispose();
        }

        return await association._ended.Task.ConfigureAwait(false);
    }

    // The handler is told as soon as nothing runs any more: a peer that does not close the transport shall not hold a place of others until ARTIM expires.
    private async Task EndAsync(IAssociationHandler handler)
    {
        await _over.Task.ConfigureAwait(false);
        Task? negotiating;
        lock (_gate)
        {
            _isNegotiated = true;
            negotiating = _negotiating?.Task;
        }

        if (negotiating is not null)
        {
            await negotiating.ConfigureAwait(false); // told of the end last, whatever it is doing
        }

        await OperationsEndAsync().ConfigureAwait(false);
        await handler.OnEndedAsync(this, await _ended.Task.ConfigureAwait(false)).ConfigureAwait(false);
    }

    void IUpperLayerUser.OnAssociateIndication(AssociateRq rq)
    {
        lock (_gate)
        {
            if (_isNegotiated)
            {
                return;
            }

            _isNegotiated = true;
            _negotiating = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = NegotiateAsync(rq, _negotiating);
    }

    private async Task NegotiateAsync(AssociateRq rq, TaskCompletionSource negotiating)
    {
        try
        {
            await NegotiateAsync(rq).ConfigureAwait(false);
        }
        finally
        {
            negotiating.TrySetResult();
        }
    }

    private async Task NegotiateAsync(AssociateRq rq)
    {
        var handler = (IAssociationHandler)_handler!;
        AssociationAnswer answer;
        AssociateAc? ac = null;
        try
        {
            answer = rq.UserInformation.MaximumLength is > 0 and < Negotiation.MinimumPeerPduLength
                ? AssociationAnswer.Reject(AssociateRj.LocalLimitExceeded with { Result = RejectResult.Permanent })
                : await handler.NegotiateAsync(new AssociationRequest(rq, Peer), _lifetime.Token).ConfigureAwait(false);
            if (answer.Rejection is null)
            {
                ac = Negotiation.CreateAc(rq, answer, _options);
                Establish(rq, ac);
                handler.OnEstablished(this);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            answer = AssociationAnswer.Reject(AssociateRj.TemporaryCongestion);
        }

        if (answer.Rejection is { } rejection)
        {
            await _provider.RejectAssociationAsync(rejection).ConfigureAwait(false);
            return;
        }

        await _provider.AcceptAsync(ac!).ConfigureAwait(false);
        StopIfIdle();
    }

    /// <summary>Begins the end: operations go on for a while, nothing new is begun.</summary>
    private void Stop()
    {
        lock (_gate)
        {
            _isStopping = true;
        }

        _provider.Hasten();
        StopIfIdle();
        if (Acceptor.StopTimeout > TimeSpan.Zero && !_ended.Task.IsCompleted)
        {
            _stop = new Watch(_options.TimeProvider, OnStopExpired);
            _stop.Start(Acceptor.StopTimeout);
        }
        else
        {
            OnStopExpired();
        }
    }

    private void StopIfIdle()
    {
        lock (_gate)
        {
            if (!_isStopping || _operationCount > 0)
            {
                return;
            }
        }

        _ = AbortAsync("This side is stopping.").AsTask();
    }

    private void OnStopExpired()
    {
        CancelOperations(OperationCancellation.Shutdown);
        if (_cancelExpired is null)
        {
            _cancelExpired = new Watch(_options.TimeProvider, () => _ = AbortAsync("This side is stopping, and an operation did not end.").AsTask());
            _cancelExpired.Start(_options.CancelTimeout);
        }
    }
}
