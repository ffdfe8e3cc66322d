using Gantry.Host.Plugins;

namespace Gantry.Host.Dispatch;

/// <summary>
/// Notices that memory runs out, and says which plugins have operations then: what one plugin of a process has taken cannot be measured, nor taken back.
/// </summary>
internal sealed class MemoryWatch(OperationWatch operations, TimeProvider time, ILogger<MemoryWatch> logger) : BackgroundService
{
    private const int AlarmPercent = 90, CalmPercent = 80;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private bool _isAlarmed;

    /// <summary>Looks once at what the runtime knows of the machine, or of the limit that the process has.</summary>
    /// <param name="used">The bytes that the process holds.</param>
    /// <param name="load">The bytes in use on the machine, or within the limit.</param>
    /// <param name="available">The bytes that there are.</param>
    /// <returns>True where an alarm was raised by this look.</returns>
    public bool Look(long used, long load, long available)
    {
        var percent = (int)(100 * load / Math.Max(1, available));
        if (percent < CalmPercent)
        {
            _isAlarmed = false;
        }

        if (_isAlarmed || percent < AlarmPercent)
        {
            return false;
        }

        _isAlarmed = true;
        var plugins = operations.Running.GroupBy(running => running.Generation.ToString()).Select(group => $"{group.Key}: {group.Count()}");
        logger.MemoryHigh(used >> 20, percent, string.Join(", ", plugins.DefaultIfEmpty("none")));
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var memory = GC.GetGCMemoryInfo();
            Look(Environment.WorkingSet, Math.Max(memory.MemoryLoadBytes, Environment.WorkingSet), memory.TotalAvailableMemoryBytes);
        }
    }
}
