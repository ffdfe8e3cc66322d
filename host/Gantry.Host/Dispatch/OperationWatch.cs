using System.Collections.Concurrent;
using Gantry.Host.Plugins;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Dispatch;

/// <summary>
/// Watches the operations that run: one without a byte to or from its peer for long is cancelled, and one that does not heed that is given up, so that its
/// peer has an answer though the plugin hangs.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class OperationWatch(GantrySettings settings, TimeProvider time, ILogger<OperationWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<RunningOperation, byte> _running = new();

    /// <summary>The operations that run now.</summary>
    public IEnumerable<RunningOperation> Running => _running.Keys;

    /// <summary>Watches an operation until the result is disposed.</summary>
    public RunningOperation Begin(DimseOperation operation, PluginGeneration generation, CancellationToken cancellationToken)
    {
        var running = new RunningOperation(this, operation, generation, time.GetTimestamp(), cancellationToken);
        _running.TryAdd(running, 0);
        return running;
    }

    internal void End(RunningOperation running) => _running.TryRemove(running, out _);

    /// <summary>Looks once.</summary>
    public void Look()
    {
        var now = time.GetTimestamp();
        foreach (var running in _running.Keys)
        {
            Look(running, now);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            Look();
        }
    }

    private void Look(RunningOperation running, long now)
    {
        if (running.CancelledAt is { } cancelled)
        {
            if (time.GetElapsedTime(cancelled, now) >= settings.OperationGrace)
            {
                running.Abandon();
            }

            return;
        }

        var carried = running.Operation.BytesCarried;
        var idle = time.GetElapsedTime(running.ProgressAt, now);
        if (running.Operation.IsOverdue)
        {
            running.CancelledAt = now; // by the drain deadline; what its peer cancels may take its time, as a sub-operation of C-MOVE does
        }
        else if (carried != running.Carried)
        {
            (running.Carried, running.ProgressAt) = (carried, now);
        }
        else if (idle >= settings.OperationTimeout)
        {
            logger.OperationHangs(running.Operation.Context.CorrelationId, running.Generation.ToString(), (long)idle.TotalSeconds);
            running.CancelledAt = now;
            _ = Task.Run(running.Cancel); // what a plugin registered on the token runs there, not here
        }
    }
}
