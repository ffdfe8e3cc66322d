using System.Composition;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Measurer;

public enum Kind
{
    Small,
    Large,
}

/// <summary>Made with the plugin, and disposed with its parts.</summary>
[Export, Shared]
public sealed class Instruments : IDisposable
{
    private readonly Meter _meter = new("Gantry.Fixtures.Measurer");
    private int _seen;

    public Instruments()
    {
        Queries = _meter.CreateCounter<int>("fixture.queries", "{query}", "Queries.");
        Waiting = _meter.CreateUpDownCounter<long>("fixture.waiting");
        Sizes = _meter.CreateHistogram<double>("fixture.sizes", "By", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        _meter.CreateObservableGauge("fixture.seen", () => new Measurement<int>(_seen, new KeyValuePair<string, object?>("kind", Kind.Large)));
        _meter.CreateObservableGauge<int>("fixture.broken", int () => throw new InvalidOperationException("An instrument must not matter."));
    }

    public Counter<int> Queries { get; }

    public UpDownCounter<long> Waiting { get; }

    public Histogram<double> Sizes { get; }

    public void Saw() => _seen++;

    public void Dispose() => _meter.Dispose();
}

[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.1.2.3.1")]
[method: ImportingConstructor]
public sealed class Measurer(Instruments instruments) : ICFindHandler, IDisposable
{
    private readonly ActivitySource _source = new("Gantry.Fixtures.Measurer");

    public ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        instruments.Saw();
        instruments.Queries.Add(1, new KeyValuePair<string, object?>("kind", Kind.Small));
        instruments.Waiting.Add(1, new KeyValuePair<string, object?>("kind", Kind.Small));
        instruments.Sizes.Record(1.5, new KeyValuePair<string, object?>("kind", this));
        var current = Activity.Current;
        current?.SetTag("fixture.kind", Kind.Large);
        using var own = _source.StartActivity("measure");
        own?.SetTag("fixture.handler", this);
        return ValueTask.FromResult(new FinalResponse(DimseStatus.Success, current?.OperationName ?? "no activity"));
    }

    public void Dispose() => _source.Dispose();

    public override string ToString() => "the measurer";
}
