using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Plugins.Health;

/// <summary>Looks at the generations on trial, and rolls back those that do worse than the ones before them.</summary>
internal sealed class HealthGateKeeper(
    GantrySettings settings, PluginRegistry registry, HealthGateOptions options, TimeProvider time, ILogger<HealthGateKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var slot in registry.Slots)
        {
            if (slot.Trial is not { } trial)
            {
                continue;
            }

            if (settings.HealthGate && HealthGate.Judge(trial.Health, trial.Before, options) is { } reason)
            {
                await registry.FailTrialAsync(slot, trial, reason, cancellationToken).ConfigureAwait(false);
            }
            else if (trial.Until <= time.GetUtcNow() && slot.TryEnd(trial))
            {
                logger.TrialPassed(slot.Id, trial.Number);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await LookAsync(stoppingToken).ConfigureAwait(false);
        }
    }
}
