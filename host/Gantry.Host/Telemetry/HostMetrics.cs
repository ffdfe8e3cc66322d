using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Telemetry;

/// <summary>
/// What the host counts and times. Every tag has a bounded number of values: plugins and their versions, commands, status classes, and the remote AEs that
/// are known; nothing that a peer can invent.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class HostMetrics : IDisposable
{
    public const string MeterName = "Gantry.Host";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600],
    };

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _operations;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _webRequests;
    private readonly Histogram<double> _webDurations;
    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _associations;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Histogram<double> _loads;
    private readonly Histogram<double> _steps;
    private readonly Counter<long> _refusals;

    public HostMetrics()
    {
        _operations = _meter.CreateCounter<long>("gantry.operations", "{operation}", "DIMSE operations that have ended.");
        _durations = _meter.CreateHistogram("gantry.operation.duration", "s", "From the command set of a request to its final response.", advice: Seconds);
        _faults = _meter.CreateCounter<long>("gantry.operation.faults", "{fault}", "Operations in which a plugin threw.");
        _webRequests = _meter.CreateCounter<long>("gantry.web.requests", "{request}", "HTTP requests that plugins have answered.");
        _webDurations = _meter.CreateHistogram("gantry.web.request.duration", "s", "From the header of a request to the end of its response.", advice: Seconds);
        _open = _meter.CreateUpDownCounter<long>("gantry.associations.open", "{association}", "Associations that are open.");
        _associations = _meter.CreateCounter<long>("gantry.associations", "{association}", "Associations that were asked for.");
        _rejected = _meter.CreateCounter<long>("gantry.associations.rejected", "{association}", "Associations that were rejected.");
        _received = _meter.CreateCounter<long>("gantry.network.received", "By", "Bytes received on associations.");
        _sent = _meter.CreateCounter<long>("gantry.network.sent", "By", "Bytes sent on associations.");
        _loads = _meter.CreateHistogram("gantry.plugin.load.duration", "s", "From reading a plugin's folder to its being ready to serve.", advice: Seconds);
        _steps = _meter.CreateHistogram("gantry.plugin.step.duration", "s", "A step of a plugin's life: discover, verify, load, start, warm, drain, stop, unload.", advice: Seconds);
        _refusals = _meter.CreateCounter<long>("gantry.plugin.refusals", "{refusal}", "Attempts to load a plugin that were refused.");
    }

    public void AssociationAsked(string callingAE)
    {
        _associations.Add(1, new KeyValuePair<string, object?>("calling_ae", callingAE));
        _open.Add(1);
    }

    public void AssociationRejected(string callingAE) => _rejected.Add(1, new KeyValuePair<string, object?>("calling_ae", callingAE));

    public void AssociationEnded() => _open.Add(-1);

    public void Transferred(long received, long sent)
    {
        _received.Add(received);
        _sent.Add(sent);
    }

    public void OperationEnded(CompletedOperation operation, bool isFault)
    {
        // "id version", or the host itself
        var (plugin, version) = operation.Plugin?.Split(' ', 2) is [var id, var number] ? (id, number) : ("host", "");
        var tags = new TagList { { "plugin", plugin }, { "version", version }, { "command", Name(operation.Command) }, { "status", Name(operation.Status.Class) } };
        _operations.Add(1, tags);
        _durations.Record(operation.Duration.TotalSeconds, tags);
        if (isFault)
        {
            _faults.Add(1, new TagList { { "plugin", plugin }, { "version", version }, { "command", Name(operation.Command) } });
        }
    }

    /// <summary>Counts a request of HTTP. Its route is the plugin's, with names in place of values.</summary>
    public void WebRequestEnded(CompletedWebRequest request)
    {
        var (plugin, version) = request.Plugin.Split(' ', 2) is [var id, var number] ? (id, number) : ("host", "");
        var tags = new TagList { { "plugin", plugin }, { "version", version }, { "route", request.Route }, { "status", $"{request.Status / 100}xx" } };
        _webRequests.Add(1, tags);
        _webDurations.Record(request.Duration.TotalSeconds, tags);
    }

    /// <summary>Counts a change of a plugin.</summary>
    public void PluginChanged(PluginChange change)
    {
        var plugin = new KeyValuePair<string, object?>("plugin", change.Slot.Id);
        if (change.Refusal is not null)
        {
            _refusals.Add(1, plugin);
        }
        else if (change.Making is { } steps)
        {
            _loads.Record(steps.Sum(step => step.Duration.TotalSeconds), plugin);
            PluginSteps(change.Slot.Id, steps);
        }
    }

    /// <summary>Records steps of a plugin's life that have ended.</summary>
    public void PluginSteps(string plugin, IReadOnlyList<StepTime> steps)
    {
        foreach (var step in steps)
        {
            _steps.Record(step.Duration.TotalSeconds, new("plugin", plugin), new("step", step.Name));
        }
    }

    /// <summary>C-STORE for CStore.</summary>
    public static string Name(DimseCommand command) => command switch
    {
        DimseCommand.CStore => "C-STORE",
        DimseCommand.CFind => "C-FIND",
        DimseCommand.CMove => "C-MOVE",
        DimseCommand.CGet => "C-GET",
        DimseCommand.CEcho => "C-ECHO",
        DimseCommand.NEventReport => "N-EVENT-REPORT",
        DimseCommand.NGet => "N-GET",
        DimseCommand.NSet => "N-SET",
        DimseCommand.NAction => "N-ACTION",
        DimseCommand.NCreate => "N-CREATE",
        DimseCommand.NDelete => "N-DELETE",
        DimseCommand.None => "other",
        _ => command.ToString(),
    };

    public void Dispose() => _meter.Dispose();

    private static string Name(DimseStatusClass status) => status switch
    {
        DimseStatusClass.Success => "success",
        DimseStatusClass.Warning => "warning",
        DimseStatusClass.Failure => "failure",
        DimseStatusClass.Cancel => "cancel",
        DimseStatusClass.Pending => "pending",
        _ => "unknown",
    };
}
