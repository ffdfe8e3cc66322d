using System.Reflection;
using Gantry.Contracts;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Administration;

/// <summary>Reads how the server does.</summary>
internal sealed class StatusReader(GantrySettings settings, ServedEndpoints endpoints, AssociationCounters associations, PluginRegistry registry, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public async Task<StatusView> ReadAsync(CancellationToken cancellationToken)
    {
        var (counts, problem) = await CountAsync(cancellationToken).ConfigureAwait(false);
        var slots = registry.Slots.ToList();
        return new StatusView(
            settings.AETitle.Value,
            endpoints.Dicom,
            endpoints.Http,
            settings.DataFolder,
            typeof(StatusReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            _startedAt,
            new AssociationsView(associations.Current, associations.Total, associations.Rejected),
            counts,
            problem,
            slots.Count(slot => slot is { State: PluginState.Serving, WaitsFor.Count: 0, IsPaused: false }),
            slots.Count(slot => slot is { Refusal: not null, State: not PluginState.LeftOut }));
    }

    private async Task<(CatalogCounts? Counts, string? Problem)> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var leases = new OperationLeases(registry);
            return (await leases.Get<ICatalog>().CountAsync(cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is ServiceUnavailableException or CatalogException)
        {
            return (null, exception.Message);
        }
    }
}
