namespace Gantry.Host.Plugins.Faults;

/// <summary>
/// The circuit breaker of one generation. Faults, exceptions that a plugin should not have thrown, among the last operations bring quarantine; after its time
/// one operation is let through on probation, and decides whether all are let through again or the quarantine goes on for twice as long.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Quarantine
{
    private readonly QuarantineOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<bool> _recent = new();
    private TimeSpan _duration;
    private DateTimeOffset? _until;
    private bool _isOnProbation;
    private int _recentFaults;

    public Quarantine(QuarantineOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _duration = options.FirstDuration;
    }

    /// <summary>All faults of this generation.</summary>
    public long Faults { get; private set; }

    /// <summary>The last fault, as <c>exception: message</c>; null where there was none.</summary>
    public string? LastFault { get; private set; }

    /// <summary>When the quarantine ends; null where there is none. A time that has passed means probation.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock)
            {
                return _until;
            }
        }
    }

    /// <summary>Asks whether an operation may go to the plugin. Where it may, its end is told by <see cref="Succeeded"/> or <see cref="Faulted"/>.</summary>
    public bool Admits()
    {
        lock (_lock)
        {
            if (_until is not { } until)
            {
                return true;
            }

            if (_isOnProbation || _time.GetUtcNow() < until)
            {
                return false;
            }

            _isOnProbation = true;
            return true;
        }
    }

    /// <summary>An operation ended without a fault, whatever its status.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            Note(isFault: false);
            if (_isOnProbation)
            {
                _until = null;
                _isOnProbation = false;
                _duration = _options.FirstDuration;
                _recent.Clear();
                _recentFaults = 0;
            }
        }
    }

    /// <summary>An operation ended with a fault.</summary>
    /// <returns>When the quarantine that it brought ends; null where it brought none.</returns>
    public DateTimeOffset? Faulted(string fault)
    {
        lock (_lock)
        {
            Faults++;
            LastFault = fault;
            Note(isFault: true);
            if (_isOnProbation)
            {
                _isOnProbation = false;
                _duration = TimeSpan.FromTicks(Math.Min(_duration.Ticks * 2, _options.LongestDuration.Ticks));
                return _until = _time.GetUtcNow() + _duration;
            }

            return _until is null && _recentFaults >= _options.Faults ? _until = _time.GetUtcNow() + _duration : null;
        }
    }


    private void Note(bool isFault)
    {
        _recent.Enqueue(isFault);
        _recentFaults += isFault ? 1 : 0;
        if (_recent.Count > _options.Window && _recent.Dequeue())
        {
            _recentFaults--;
        }
    }
}
