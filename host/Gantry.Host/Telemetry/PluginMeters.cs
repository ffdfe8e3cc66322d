using System.Diagnostics.Metrics;

namespace Gantry.Host.Telemetry;

/// <summary>
/// Listens to the meters of plugins, those named <c>Gantry.*</c>, and repeats what they measure on meters of the host's own. What exporters remember is then
/// the host's: a plugin's meter, its callbacks and its tags go with the plugin, and its counters go on counting in the next version.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class PluginMeters : IDisposable
{
    public const string Prefix = "Gantry.";
    public const string MirrorPrefix = "Plugin:";
    private const int MostInstruments = 1_000;

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Meter> _meters = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Meter, string Instrument), InstrumentMirror> _mirrors = [];
    private readonly Lock _observing = new();
    private readonly ILogger<PluginMeters> _logger;
    private long _round;

    public PluginMeters(ILogger<PluginMeters> logger)
    {
        _logger = logger;
        _listener.InstrumentPublished = Published;
        _listener.MeasurementsCompleted = static (_, state) => (state as MirroredInstrument)?.Completed();
        Listen<byte>(static value => value);
        Listen<short>(static value => value);
        Listen<int>(static value => value);
        Listen<long>(static value => value);
        Listen<float>(static value => value);
        Listen<double>(static value => value);
        Listen<decimal>(static value => (double)value);
        _listener.Start();
    }

    /// <summary>Counts the times that the plugins were asked.</summary>
    public long Round => Volatile.Read(ref _round);

    /// <summary>Asks the observable instruments of all plugins, unless they were since the given round. What a callback throws is logged as text.</summary>
    /// <returns>The round that is the last one now.</returns>
    public long ObserveAfter(long round)
    {
        lock (_observing)
        {
            if (_round > round)
            {
                return _round;
            }

            Volatile.Write(ref _round, _round + 1);
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException exception)
            {
                _logger.CallbackThrew(string.Join(", ", exception.Flatten().InnerExceptions.Select(inner => inner.GetType().Name).Distinct()));
            }

            return _round;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_lock)
        {
            foreach (var meter in _meters.Values)
            {
                meter.Dispose();
            }
        }
    }

    private void Listen<T>(Func<T, double> toDouble)
        where T : struct => _listener.SetMeasurementEventCallback<T>((_, value, tags, state) => (state as MirroredInstrument)?.Measured(toDouble(value), tags));

    private void Published(Instrument instrument, MeterListener listener)
    {
        if (!instrument.Meter.Name.StartsWith(Prefix, StringComparison.Ordinal) || instrument.Meter.Name == HostMetrics.MeterName)
        {
            return;
        }

        if (Mirror(instrument) is { } mirror)
        {
            listener.EnableMeasurementEvents(instrument, new MirroredInstrument(mirror));
        }
    }

    private InstrumentMirror? Mirror(Instrument instrument)
    {
        lock (_lock)
        {
            if (_mirrors.TryGetValue((instrument.Meter.Name, instrument.Name), out var known))
            {
                return known;
            }

            if (_mirrors.Count >= MostInstruments)
            {
                _logger.TooManyInstruments(instrument.Meter.Name, instrument.Name, MostInstruments);
                return null;
            }

            if (!_meters.TryGetValue(instrument.Meter.Name, out var meter))
            {
                _meters.Add(instrument.Meter.Name, meter = new Meter(MirrorPrefix + instrument.Meter.Name));
            }

            var mirror = InstrumentMirror.Make(meter, instrument, this);
            _mirrors.Add((instrument.Meter.Name, instrument.Name), mirror);
            return mirror;
        }
    }
}
