namespace Gantry.Dicom.Network;

/// <summary>A timer that can be started anew and stopped; what it calls must neither throw nor wait.</summary>
/// <remarks>Safe for concurrent use. A call that was stopped in time is not made.</remarks>
internal sealed class Watch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider;
    private readonly Action _expired;
    private ITimer? _timer; // made where it is started: most watches of an association never are
    private long _started;
    private TimeSpan? _timeout;
    private bool _isDisposed;

    public Watch(TimeProvider timeProvider, Action expired)
    {
        _timeProvider = timeProvider;
        _expired = expired;
    }

    public void Start(TimeSpan timeout)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _started = _timeProvider.GetTimestamp();
            _timeout = timeout;
            _timer ??= _timeProvider.CreateTimer(static state => ((Watch)state!).Expired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(timeout, Timeout.InfiniteTimeSpan);
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _timeout = null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timeout = null;
            _timer?.Dispose();
        }
    }

    private void Expired()
    {
        lock (_gate)
        {
            if (_timeout is not { } timeout)
            {
                return;
            }

            var rest = timeout - _timeProvider.GetElapsedTime(_started);
            if (rest > TimeSpan.Zero)
            {
                _timer!.Change(rest, Timeout.InfiniteTimeSpan); // an earlier start's call, or a timer that is early
                return;
            }

            _timeout = null;
        }

        _expired();
    }
}
