using System.Diagnostics.Metrics;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Telemetry;

/// <summary>
/// What is seen of the plugins whenever somebody looks: the operations on each generation, and the generations that are still in memory. A generation is seen
/// while it is there; its number makes no series that stays.
/// </summary>
internal sealed class PluginGauges : IDisposable
{
    private readonly PluginRegistry _registry;
    private readonly RetiredGenerations _retired;
    private readonly Meter _meter = new(HostMetrics.MeterName);

    public PluginGauges(PluginRegistry registry, RetiredGenerations retired)
    {
        _registry = registry;
        _retired = retired;
        _meter.CreateObservableGauge("gantry.plugin.operations.active", Active, "{operation}", "Operations that use a generation of a plugin now.");
        _meter.CreateObservableGauge("gantry.plugin.serving", Serving, "{plugin}", "1 where a version of the plugin serves, 0 where none does.");
        _meter.CreateObservableGauge("gantry.plugin.quarantined", Quarantined, "{plugin}", "1 where the plugin is in quarantine.");
        _meter.CreateObservableCounter("gantry.plugin.generations", Generations, "{generation}", "Generations made of a plugin since the host started.");
        _meter.CreateObservableGauge("gantry.plugin.retired", InMemory, "{generation}", "Replaced generations that are still in memory.");
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Active()
    {
        foreach (var generation in _registry.Slots.Select(slot => slot.Current).OfType<PluginGeneration>())
        {
            yield return Of(generation.Operations, generation.Manifest.Id, generation.Manifest.Version, generation.Number, "serving");
        }

        foreach (var canary in _registry.Slots.Select(slot => slot.Canary?.Generation).OfType<PluginGeneration>())
        {
            yield return Of(canary.Operations, canary.Manifest.Id, canary.Manifest.Version, canary.Number, "trial");
        }

        foreach (var draining in _retired.List().Where(entry => entry.UnloadedAt is null))
        {
            yield return Of(draining.Operations, draining.Id, draining.Version, draining.Number, "draining");
        }
    }

    private IEnumerable<Measurement<long>> Serving() => _registry.Slots.Select(slot => Of(slot.Current is null ? 0 : 1, slot));

    private IEnumerable<Measurement<long>> Quarantined() => _registry.Slots.Select(slot => Of(slot.Current?.Quarantine.Until is null ? 0 : 1, slot));

    private IEnumerable<Measurement<long>> Generations() => _registry.Slots.Select(slot => Of(slot.Generations, slot));

    private IEnumerable<Measurement<long>> InMemory()
    {
        var retired = _retired.List();
        return _registry.Slots.Select(slot => Of(retired.Count(entry => entry.Id == slot.Id && entry.CollectedAt is null), slot));
    }

    private static Measurement<long> Of(long value, PluginSlot slot) => new(value, new KeyValuePair<string, object?>("plugin", slot.Id));

    private static Measurement<long> Of(long value, string id, string version, int number, string state) => new(
        value,
        new KeyValuePair<string, object?>("plugin", id),
        new KeyValuePair<string, object?>("version", version),
        new KeyValuePair<string, object?>("generation", number),
        new KeyValuePair<string, object?>("state", state));
}
