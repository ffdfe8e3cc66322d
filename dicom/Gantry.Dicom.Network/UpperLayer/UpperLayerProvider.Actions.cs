using static Gantry.Dicom.Network.UlEvent;
using static Gantry.Dicom.Network.UlState;

namespace Gantry.Dicom.Network;

/// <content>The actions of PS3.8 Tables 9-6 to 9-9.</content>
internal sealed partial class UpperLayerProvider
{
    private async ValueTask ExecuteAsync(UlAction action, UlArguments arguments)
    {
        try
        {
            var performing = PerformAsync(action, arguments);
            TellOfEnd(); // a peer that does not read holds back what is sent, nothing else
            await performing.ConfigureAwait(false);
        }
        catch (AssociationException exception)
        {
            OnLost(exception.Message); // sending failed
        }
        finally
        {
            TellOfEnd();
        }
    }

    private void TellOfEnd()
    {
        lock (_gate)
        {
            if (_end is null || _isEndTold)
            {
                return;
            }

            _isEndTold = true;
        }

        _user.OnEnded();
    }

    private ValueTask PerformAsync(UlAction action, UlArguments arguments) => action switch
    {
        UlAction.AE2 => SendAndWaitAsync(arguments.Rq!),
        UlAction.AE3 => Accepted(arguments.Ac!),
        UlAction.AE4 => Rejected(arguments.Rj!.Value),
        UlAction.AE5 => BeginAsAcceptor(),
        UlAction.AE6 => IndicateAsync(arguments.Rq!),
        UlAction.AE7 => SendAcceptAsync(arguments.Ac!),
        UlAction.AE8 => RejectAsync(arguments.Rj!.Value),
        UlAction.AR1 => SendReleaseRqAsync(),
        UlAction.AR2 => AnswerReleaseAsync(indicate: true),
        UlAction.AR3 or UlAction.AR4 => ReleasedAsync(action),
        UlAction.AR8 => CollideAsync(),
        UlAction.AR9 => SendAsync(PduWriter.WriteReleaseRp),
        UlAction.AR10 => AnswerReleaseAsync(indicate: false),
        UlAction.AA1 => AbortAsServiceUserAsync(arguments),
        UlAction.AA3 => AbortedByPeer(arguments),
        UlAction.AA7 => SendAsync(destination => PduWriter.WriteAbort(destination, AbortSource.ServiceProvider, arguments.AbortReason)),
        UlAction.AA8 => AbortAsServiceProviderAsync(arguments),
        UlAction.AA2 or UlAction.AA4 or UlAction.AA5 or UlAction.AR5 => CloseTransport(arguments),
        _ => ValueTask.CompletedTask, // AE-1: the transport is open; AA-6: ignored; DT and AR-6, AR-7: done by the caller
    };

    private ValueTask BeginAsAcceptor()
    {
        StartArtim();
        return ValueTask.CompletedTask;
    }

    private void StartArtim()
    {
        lock (_gate)
        {
            _artim.Start(_isHastened && _options.ArtimTimeout > HastenedTimeout ? HastenedTimeout : _options.ArtimTimeout);
        }
    }

    private async ValueTask SendAndWaitAsync(AssociateRq rq)
    {
        _wait.Start(_options is RequestorOptions requestor ? requestor.AssociationTimeout : _options.ArtimTimeout);
        await SendAsync(destination => PduWriter.Write(destination, rq)).ConfigureAwait(false);
    }

    private ValueTask Accepted(AssociateAc ac)
    {
        _wait.Stop();
        StartActivity();
        _user.OnAssociateConfirmation(ac);
        return ValueTask.CompletedTask;
    }

    private ValueTask Rejected(AssociateRj rj)
    {
        _wait.Stop();
        End(new AssociationEnd(AssociationEndReason.Rejected, rj.ToString()) { Rejection = rj });
        return CloseTransport(default);
    }

    private async ValueTask IndicateAsync(AssociateRq rq)
    {
        _artim.Stop();
        AssociateRj? refusal = (rq.ProtocolVersion & 1) == 0 ? AssociateRj.ProtocolVersionNotSupported
            : rq.ApplicationContext != AssociateRq.ApplicationContextName ? AssociateRj.ApplicationContextNameNotSupported
            : rq.CalledAETitle.IsEmpty ? AssociateRj.CalledAETitleNotRecognized
            : rq.CallingAETitle.IsEmpty ? AssociateRj.CallingAETitleNotRecognized
            : null;
        if (refusal is { } rj)
        {
            lock (_gate)
            {
                _state = Sta13; // AE-6: not acceptable to the provider
            }

            await RejectAsync(rj).ConfigureAwait(false);
            return;
        }

        _user.OnAssociateIndication(rq);
    }

    private async ValueTask SendAcceptAsync(AssociateAc ac)
    {
        StartActivity();
        await SendAsync(destination => PduWriter.Write(destination, ac)).ConfigureAwait(false);
    }

    private async ValueTask RejectAsync(AssociateRj rj)
    {
        StartArtim();
        End(new AssociationEnd(AssociationEndReason.Rejected, rj.ToString()) { Rejection = rj });
        await SendAsync(destination => PduWriter.Write(destination, rj)).ConfigureAwait(false);
    }

    private async ValueTask SendReleaseRqAsync()
    {
        _wait.Start(_options.ReleaseTimeout);
        await SendAsync(PduWriter.WriteReleaseRq).ConfigureAwait(false);
    }

    private async ValueTask AnswerReleaseAsync(bool indicate)
    {
        if (indicate)
        {
            _user.OnReleaseIndication();
        }

        if (TryTransit(Evt14, out var action))
        {
            await ExecuteAsync(action, default).ConfigureAwait(false);
        }
    }

    // The requestor answers the peer's request first and then awaits its answer; the acceptor does it the other way round (PS3.8 §7.2.3).
    private ValueTask CollideAsync() => _isRequestor ? AnswerReleaseAsync(indicate: false) : ValueTask.CompletedTask;

    private async ValueTask ReleasedAsync(UlAction action)
    {
        _wait.Stop();
        End(new AssociationEnd(AssociationEndReason.Released, action == UlAction.AR3 ? "Released by this side." : "Released by the peer."));
        if (action == UlAction.AR3)
        {
            await CloseTransport(default).ConfigureAwait(false);
            return;
        }

        StartArtim();
        await SendAsync(PduWriter.WriteReleaseRp).ConfigureAwait(false);
    }

    private ValueTask AbortAsServiceUserAsync(in UlArguments arguments)
    {
        var detail = arguments.Detail;
        End(_cause ?? new AssociationEnd(detail.Length > 0 ? AssociationEndReason.ProtocolViolation : AssociationEndReason.AbortedLocally, detail)
        {
            AbortSource = AbortSource.ServiceUser,
        });
        return SendAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
    }

    private ValueTask AbortAsServiceProviderAsync(in UlArguments arguments)
    {
        End(new AssociationEnd(AssociationEndReason.ProtocolViolation, arguments.Detail)
        {
            AbortSource = AbortSource.ServiceProvider,
            AbortReason = arguments.AbortReason,
        });
        return SendAbortAsync(AbortSource.ServiceProvider, arguments.AbortReason);
    }

    private ValueTask SendAbortAsync(AbortSource source, AbortReason reason)
    {
        _wait.Stop();
        StartArtim();
        CancelFlush(); // whoever waits for the peer to read shall not keep the A-ABORT back
        return SendAsync(destination => PduWriter.WriteAbort(destination, source, reason), isAbort: true);
    }

    private ValueTask AbortedByPeer(in UlArguments arguments)
    {
        var by = arguments.AbortSource == AbortSource.ServiceUser ? "The peer aborted." : $"The peer's upper layer aborted: {arguments.AbortReason}.";
        End(new AssociationEnd(AssociationEndReason.AbortedByPeer, by) { AbortSource = arguments.AbortSource, AbortReason = arguments.AbortReason });
        return CloseTransport(default);
    }

    private ValueTask CloseTransport(in UlArguments arguments)
    {
        _artim.Stop();
        _wait.Stop();
        End(_cause ?? new AssociationEnd(AssociationEndReason.TransportLost, arguments.Detail is { Length: > 0 } detail ? detail : "The transport was closed."));
        lock (_gate)
        {
            _closing = true;
        }

        _input.CancelPendingRead();
        CancelFlush();
        return ValueTask.CompletedTask;
    }

    // The first end is the true one: what comes after it is its consequence.
    private void End(AssociationEnd end)
    {
        lock (_gate)
        {
            if (_end is not null)
            {
                return;
            }

            _end = end;
        }

        _activity.Stop();
        _user.OnEnd(end);
    }

    private void OnLost(string detail)
    {
        if (TryTransit(Evt17, out var action))
        {
            // Closing does not wait: the action is over when the call returns.
            _ = ExecuteAsync(action, new UlArguments { Detail = detail }).AsTask();
        }
    }

    private void Close(AssociationEnd cause)
    {
        lock (_gate)
        {
            _cause ??= cause;
        }

        OnLost(cause.Detail);
    }
}
