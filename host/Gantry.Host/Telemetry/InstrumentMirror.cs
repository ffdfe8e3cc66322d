using System.Diagnostics.Metrics;

namespace Gantry.Host.Telemetry;

/// <summary>An instrument of the host's that repeats the instruments of one name, one of each generation of a plugin.</summary>
internal abstract class InstrumentMirror
{
    /// <summary>Makes the mirror of an instrument; keeps nothing of the instrument itself.</summary>
    public static InstrumentMirror Make(Meter meter, Instrument instrument, PluginMeters plugins)
    {
        var kind = instrument.GetType().IsGenericType ? instrument.GetType().GetGenericTypeDefinition() : typeof(Gauge<>);
        if (kind == typeof(Counter<>))
        {
            return new EventMirror(meter.CreateCounter<double>(instrument.Name, instrument.Unit, instrument.Description).Add);
        }

        if (kind == typeof(Histogram<>))
        {
            var advice = Boundaries(instrument) is { } boundaries ? new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries } : null;
            return new EventMirror(meter.CreateHistogram(instrument.Name, instrument.Unit, instrument.Description, advice: advice).Record);
        }

        var isSum = kind == typeof(UpDownCounter<>) || kind == typeof(ObservableUpDownCounter<>);
        var isCounter = kind == typeof(ObservableCounter<>);
        var mirror = new ValueMirror(plugins, new ValueMirrorKind(instrument.IsObservable, Adds: kind == typeof(UpDownCounter<>), Sums: isSum || isCounter));
        _ = isCounter ? meter.CreateObservableCounter(instrument.Name, mirror.Observe, instrument.Unit, instrument.Description)
            : isSum ? meter.CreateObservableUpDownCounter(instrument.Name, mirror.Observe, instrument.Unit, instrument.Description)
            : (ObservableInstrument<double>)meter.CreateObservableGauge(instrument.Name, mirror.Observe, instrument.Unit, instrument.Description);
        return mirror;
    }

    /// <summary>A measurement of one of the instruments; the tags are safe.</summary>
    public abstract void Measured(MirroredInstrument source, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>One of the instruments is gone.</summary>
    public abstract void Completed(MirroredInstrument source);

    private static IReadOnlyList<double>? Boundaries(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } boundaries } => [.. boundaries],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } boundaries } => [.. boundaries.Select(boundary => (double)boundary)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } boundaries } => [.. boundaries.Select(boundary => (double)boundary)],
        _ => null,
    };
}

/// <summary>One instrument of one generation, as the listener knows it.</summary>
internal sealed class MirroredInstrument(InstrumentMirror mirror)
{
    public void Measured(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (!TagText.IsSafe(tag.Value))
            {
                mirror.Measured(this, value, TagText.Of(tags));
                return;
            }
        }

        mirror.Measured(this, value, tags);
    }

    public void Completed() => mirror.Completed(this);
}

/// <summary>Passes each measurement on: counters and histograms.</summary>
internal sealed class EventMirror(EventMirror.Record record) : InstrumentMirror
{
    public delegate void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    public override void Measured(MirroredInstrument source, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => record(value, tags);

    public override void Completed(MirroredInstrument source)
    {
        // What was counted stays counted.
    }
}
