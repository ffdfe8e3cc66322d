using System.Collections.Concurrent;
using System.Diagnostics;
using Gantry.Host.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Gantry.Host.Tests.Telemetry;

/// <summary>What exporters get of the host's telemetry, by the same set-up as the host's.</summary>
internal sealed class Exported : IDisposable
{
    private readonly PluginMeters _plugins;
    private readonly MeterProvider _meters;
    private readonly TracerProvider _tracers;
    private readonly Reader _reader = new();

    public Exported(ILogger<PluginMeters>? logger = null)
    {
        _plugins = new PluginMeters(logger ?? NullLogger<PluginMeters>.Instance);
        _meters = Sdk.CreateMeterProviderBuilder().AddHostMeters().AddReader(new BaseExportingMetricReader(_reader)).Build();
        _tracers = Sdk.CreateTracerProviderBuilder().AddHostSources().AddProcessor(new SimpleActivityExportProcessor(new Spans(this))).Build();
    }

    /// <summary>The spans that have ended: name, parent and tags as texts.</summary>
    public ConcurrentQueue<ExportedSpan> Ended { get; } = new();

    /// <summary>Collects, and gives each series as <c>name{tag=value,...}</c> with its value; of histograms, the count.</summary>
    public IReadOnlyDictionary<string, double> Collect()
    {
        Assert.True(_meters.ForceFlush());
        return _reader.Series;
    }

    public void Dispose()
    {
        _tracers.Dispose();
        _meters.Dispose();
        _plugins.Dispose();
    }

    private sealed class Reader : BaseExporter<Metric>
    {
        public IReadOnlyDictionary<string, double> Series { get; private set; } = new Dictionary<string, double>();

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var series = new Dictionary<string, double>();
            foreach (var metric in batch)
            {
                foreach (var point in metric.GetMetricPoints())
                {
                    var tags = new List<string>();
                    foreach (var (key, value) in point.Tags)
                    {
                        tags.Add($"{key}={value}");
                        Assert.True(TagText.IsSafe(value), $"{metric.Name}: {key} is a {value?.GetType()}");
                    }

                    tags.Sort(StringComparer.Ordinal);
                    var name = $"{metric.MeterName}/{metric.Name}{{{string.Join(',', tags)}}}";
                    series[name] = metric.MetricType switch
                    {
                        MetricType.Histogram => point.GetHistogramCount(),
                        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
                        MetricType.LongGauge => point.GetGaugeLastValueLong(),
                        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
                        _ => point.GetSumDouble(),
                    };
                }
            }

            Series = series;
            return ExportResult.Success;
        }
    }

    private sealed class Spans(Exported exported) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch)
            {
                var unsafeTags = activity.TagObjects.Where(tag => !TagText.IsSafe(tag.Value)).Select(tag => tag.Key).ToList();
                exported.Ended.Enqueue(new ExportedSpan(
                    activity.OperationName, activity.ParentSpanId.ToString(), activity.SpanId.ToString(),
                    activity.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString()), unsafeTags));
            }

            return ExportResult.Success;
        }
    }
}

internal sealed record ExportedSpan(string Name, string Parent, string Id, IReadOnlyDictionary<string, string?> Tags, IReadOnlyList<string> UnsafeTags);
