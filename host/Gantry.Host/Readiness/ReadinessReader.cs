using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Administration;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Readiness;

/// <summary>Looks whether the server is ready for peers.</summary>
/// <remarks>Safe for concurrent use: a catalog that hangs is asked once, however many ask.</remarks>
internal sealed class ReadinessReader(
    GantrySettings settings, ServedEndpoints endpoints, ListenerSwitches switches, PluginRegistry registry, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A UID that no instance has: the catalog finds nothing in its index, which takes the same time however much it holds.
    private static readonly Uid NoInstance = new("2.25.0");

    private readonly Lock _lock = new();
    private Task<string?> _asking = Task.FromResult<string?>(null);

    public async Task<ReadinessReport> ReadAsync(CancellationToken cancellationToken) =>
        ReadinessReport.Of(Listener(), Plugins(), await CatalogAsync(cancellationToken).ConfigureAwait(false), Disk());

    private ReadinessCheck Listener() =>
        lifetime.ApplicationStopping.IsCancellationRequested ? new("listener", ReadinessCheck.Failed, "The server is stopping.")
        : endpoints.DicomPort == 0 ? new("listener", ReadinessCheck.Failed, "The server does not listen yet.")
        : switches.All is [{ State: not ListenerState.Serving and var state }, ..]
            ? new("listener", ReadinessCheck.Failed, $"DICOM is {state.ToString().ToLowerInvariant()} by an administrator.")
        : new("listener", ReadinessCheck.Ok, string.Create(CultureInfo.InvariantCulture, $"DICOM is served on port {endpoints.DicomPort}."));

    private ReadinessCheck Plugins()
    {
        var states = registry.Slots.ToDictionary(slot => slot.Id, slot => PluginViews.State(slot, slot.Current), StringComparer.Ordinal);
        var missing = settings.Readiness.RequiredPlugins.Where(id => states.GetValueOrDefault(id) is not (PluginState.Serving or PluginState.Hung)).ToList();
        if (missing.Count > 0)
        {
            return new("plugins", ReadinessCheck.Failed, $"Required and not serving: {string.Join(", ", missing.Select(id => $"{id} ({State(id)})"))}.");
        }

        var others = states.Where(pair => pair.Value is not (PluginState.Serving or PluginState.Standby or PluginState.Unloaded or PluginState.LeftOut)).ToList();
        return others.Count > 0
            ? new("plugins", ReadinessCheck.Warning, $"Not as they should be: {string.Join(", ", others.Select(pair => $"{pair.Key} ({State(pair.Key)})"))}.")
            : new("plugins", ReadinessCheck.Ok, string.Create(CultureInfo.InvariantCulture, $"{states.Values.Count(state => state == PluginState.Serving)} serve."));

        string State(string id) => states.TryGetValue(id, out var state) ? state.ToString().ToLowerInvariant() : "not there";
    }

    private async Task<ReadinessCheck> CatalogAsync(CancellationToken cancellationToken)
    {
        Task<string?> asking;
        lock (_lock)
        {
            asking = _asking = _asking.IsCompleted ? Task.Run(AskCatalogAsync, CancellationToken.None) : _asking;
        }

        try
        {
            return await asking.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false) is { } problem
                ? new("catalog", ReadinessCheck.Failed, problem)
                : new("catalog", ReadinessCheck.Ok, "The catalog answers.");
        }
        catch (TimeoutException)
        {
            return new("catalog", ReadinessCheck.Failed, "The catalog does not answer.");
        }
    }

    private async Task<string?> AskCatalogAsync()
    {
        try
        {
            using var leases = new OperationLeases(registry);
            var catalog = leases.Get<ICatalog>();
            await foreach (var _ in catalog.SelectAsync(new InstanceSelection { Instances = [NoInstance] }, CancellationToken.None).ConfigureAwait(false))
            {
                break;
            }

            return null;
        }
        catch (ServiceUnavailableException)
        {
            return "No plugin provides the catalog.";
        }
#pragma warning disable CA1031 // a plugin may throw anything, and its message may say anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"The catalog fails with {exception.GetType().Name}.";
        }
    }

    private ReadinessCheck Disk()
    {
        try
        {
            var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace >> 20;
            return new(
                "disk",
                free >= settings.Readiness.MinimumFreeMegabytes ? ReadinessCheck.Ok : ReadinessCheck.Failed,
                string.Create(CultureInfo.InvariantCulture, $"{free} MB are free where the data folder is; {settings.Readiness.MinimumFreeMegabytes} are needed."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("disk", ReadinessCheck.Failed, "The disk of the data folder cannot be looked at.");
        }
    }
}
