using static Gantry.Dicom.Network.UlEvent;
using static Gantry.Dicom.Network.UlState;

namespace Gantry.Dicom.Network;

/// <content>ARTIM (PS3.8 §9.1.5), and the waits that the standard leaves without end.</content>
internal sealed partial class UpperLayerProvider
{
    private static readonly TimeSpan HastenedTimeout = TimeSpan.FromSeconds(2);

    private readonly Watch _artim;
    private bool _isHastened;
    private readonly Watch _wait;
    private readonly Watch _activity;
    private long _received;
    private long _pending; // bytes of a PDU that is not complete
    private long _lastReceived;
    private long _windowStart;
    private long _windowReceived;
    private bool _isInWindow;
    private bool _isHandling; // the peer is held back by this side, not slow

    /// <summary>The bytes received.</summary>
    public long BytesReceived => Volatile.Read(ref _received);

    private TimeSpan IdleTimeout => _options is AcceptorOptions acceptor ? acceptor.IdleTimeout : Timeout.InfiniteTimeSpan;

    private TimeSpan Tick => (IdleTimeout > TimeSpan.Zero && IdleTimeout < _options.ReceiveTimeout ? IdleTimeout : _options.ReceiveTimeout) / 4;

    /// <summary>Gives the peer little time to close the transport from now on: this side is stopping.</summary>
    public void Hasten()
    {
        lock (_gate)
        {
            _isHastened = true;
            if (_state != Sta13)
            {
                return;
            }
        }

        StartArtim();
    }

    private void StartActivity()
    {
        lock (_gate)
        {
            _lastReceived = _options.TimeProvider.GetTimestamp();
        }

        _activity.Start(Tick);
    }

    private void OnReceived(long bufferLength)
    {
        lock (_gate)
        {
            _received += bufferLength - _pending;
            _lastReceived = _options.TimeProvider.GetTimestamp();
            _isHandling = true;
        }
    }

    private void OnConsumed(long rest)
    {
        lock (_gate)
        {
            _pending = rest;
            _isHandling = false;
        }
    }

    private void OnActivityTick()
    {
        string? fault = null;
        lock (_gate)
        {
            if (_state is < Sta6 or Sta13)
            {
                return;
            }

            var isReceiving = _pending > 0 || _user.IsReceivingMessage;
            if (!isReceiving || _isHandling)
            {
                _isInWindow = false;
                if (!isReceiving && !_user.IsBusy && IdleTimeout > TimeSpan.Zero && _options.TimeProvider.GetElapsedTime(_lastReceived) >= IdleTimeout)
                {
                    fault = $"No operation for {IdleTimeout.TotalSeconds:0} s.";
                }
            }
            else if (!_isInWindow)
            {
                (_isInWindow, _windowStart, _windowReceived) = (true, _options.TimeProvider.GetTimestamp(), _received);
            }
            else if (_options.TimeProvider.GetElapsedTime(_windowStart) is var elapsed && elapsed >= _options.ReceiveTimeout)
            {
                if (_received - _windowReceived <= _options.MinimumReceiveRate * elapsed.TotalSeconds)
                {
                    fault = $"The peer sent {_received - _windowReceived} bytes in {elapsed.TotalSeconds:0} s, in the midst of a message.";
                }

                (_windowStart, _windowReceived) = (_options.TimeProvider.GetTimestamp(), _received);
            }
        }

        if (fault is not null)
        {
            TimeOut(fault);
            return;
        }

        _activity.Start(Tick);
    }

    private void OnArtimExpired()
    {
        lock (_gate)
        {
            _cause ??= new AssociationEnd(AssociationEndReason.TimedOut, "ARTIM expired.");
        }

        if (TryTransit(Evt18, out var action))
        {
            _ = ExecuteAsync(action, default).AsTask();
        }
    }

    private void OnWaitExpired() => TimeOut(State == Sta5 ? "No answer to A-ASSOCIATE-RQ." : "No answer to A-RELEASE-RQ.");

    // What was sent is still unread: an A-ABORT would only queue up behind it.
    private void OnWriteExpired() =>
        Close(new AssociationEnd(AssociationEndReason.TimedOut, $"The peer read nothing for {_options.WriteTimeout.TotalSeconds:0} s."));

    private void TimeOut(string detail) =>
        _ = AbortAsync(new AssociationEnd(AssociationEndReason.TimedOut, detail) { AbortSource = AbortSource.ServiceUser }).AsTask();
}
