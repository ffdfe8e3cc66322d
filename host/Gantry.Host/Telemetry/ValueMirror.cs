using System.Diagnostics.Metrics;

namespace Gantry.Host.Telemetry;

/// <summary>Keeps the values of what has a value now, while the instrument that has it is there: gauges, and what is observed.</summary>
internal sealed class ValueMirror(PluginMeters plugins, ValueMirrorKind kind) : InstrumentMirror
{
    private const int MostSeries = 2_000;
    private readonly Lock _lock = new();
    private readonly List<(MirroredInstrument Source, Dictionary<string, Series> Values)> _sources = [];
    private long _observed;

    public override void Measured(MirroredInstrument source, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
        {
            var values = Values(source);
            var key = Key(tags);
            if (!values.TryGetValue(key, out var series))
            {
                if (values.Count >= MostSeries)
                {
                    return; // as the exporters do with series beyond their limit
                }

                values.Add(key, series = new Series(tags.ToArray()));
            }

            series.Value = kind.Adds ? series.Value + value : value;
            series.Round = plugins.Round;
        }
    }

    public override void Completed(MirroredInstrument source)
    {
        lock (_lock)
        {
            _sources.RemoveAll(entry => entry.Source == source);
        }
    }

    /// <summary>The values as an exporter sees them. The first mirror that is asked a second time lets all plugins be asked anew, for all mirrors.</summary>
    public IEnumerable<Measurement<double>> Observe()
    {
        if (kind.IsObserved)
        {
            _observed = plugins.ObserveAfter(_observed);
        }

        lock (_lock)
        {
            if (kind.IsObserved)
            {
                Forget();
            }

            return [.. _sources.SelectMany(source => source.Values).GroupBy(pair => pair.Key, pair => pair.Value)
                .Select(same => new Measurement<double>(kind.Sums ? same.Sum(series => series.Value) : same.Last().Value, same.First().Tags))];
        }
    }

    // What was not measured in the last round is no longer there.
    private void Forget()
    {
        foreach (var (_, values) in _sources)
        {
            foreach (var gone in values.Where(pair => pair.Value.Round < _observed).Select(pair => pair.Key).ToList())
            {
                values.Remove(gone);
            }
        }
    }

    private Dictionary<string, Series> Values(MirroredInstrument source)
    {
        foreach (var entry in _sources)
        {
            if (entry.Source == source)
            {
                return entry.Values;
            }
        }

        var values = new Dictionary<string, Series>(StringComparer.Ordinal);
        _sources.Add((source, values));
        return values;
    }

    private static string Key(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = new System.Text.StringBuilder();
        foreach (var (name, value) in tags)
        {
            key.Append(name).Append('=').Append(value).Append('\n');
        }

        return key.ToString();
    }

    private sealed class Series(KeyValuePair<string, object?>[] tags)
    {
        public KeyValuePair<string, object?>[] Tags { get; } = tags;

        public double Value { get; set; }

        public long Round { get; set; }
    }
}

/// <summary>What the values of an instrument mean.</summary>
/// <param name="IsObserved">True where the plugin is asked for them.</param>
/// <param name="Adds">True where a measurement is a difference.</param>
/// <param name="Sums">True where the generations of a plugin count together; false where the newest counts.</param>
internal sealed record ValueMirrorKind(bool IsObserved, bool Adds, bool Sums);
