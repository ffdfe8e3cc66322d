using Gantry.Host.Memory;

namespace Gantry.Host.Plugins.Registry;

/// <summary>Follows retired generations until their load contexts are collected, and says which are not.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class RetiredGenerations(TimeProvider time, ILogger<RetiredGenerations> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TrimAfter = TimeSpan.FromSeconds(5);
    private readonly CollectionPace _pace = new(time);
    private readonly Lock _lock = new();
    private readonly List<RetiredGeneration> _generations = [];
    private DateTimeOffset? _trimAt;

    /// <summary>Steps of a generation have ended: drain and stop, later unload. Called by whoever saw it; must not throw.</summary>
    public event Action<string, IReadOnlyList<StepTime>>? Ended;

    /// <summary>Those draining, those still in memory, and the last ones that are gone; oldest first.</summary>
    public IReadOnlyList<RetiredGeneration> List()
    {
        lock (_lock)
        {
            return [.. _generations];
        }
    }

    /// <summary>Takes a generation that was switched out: drains, unloads and follows it.</summary>
    public async Task RetireAsync(PluginGeneration generation, DrainPolicy drain)
    {
        var entry = new RetiredGeneration(generation, time.GetUtcNow());
        lock (_lock)
        {
            // What is done stays for the eye of the administrator, but not for ever.
            _generations.RemoveAll(old => old.IsDone && _generations.Count >= 50);
            _generations.Add(entry);
        }

        entry.Steps.Enter(LifecycleStep.Drain);
        generation.Retire();
        logger.PluginRetired(generation.ToString(), generation.Operations);
        await generation.DrainAsync(drain).ConfigureAwait(false);
        entry.Steps.Enter(LifecycleStep.Stop);
        logger.PluginUnloading(entry.Name, (long)entry.Steps.All[^2].Duration.TotalMilliseconds);
        await generation.DisposeAsync().ConfigureAwait(false);
        if (entry.IsKept)
        {
            entry.Steps.End();
            logger.PluginKept(entry.Name);
        }
        else
        {
            entry.Steps.Enter(LifecycleStep.Unload);
        }

        Ended?.Invoke(entry.Id, [.. entry.Steps.All.Where(step => step.Step is LifecycleStep.Drain or LifecycleStep.Stop)]);
        entry.UnloadedAt = time.GetUtcNow();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            Look();
        }
    }

    // The runtime lets go of a context's native memory some time after the context is gone; what goes in quick succession is trimmed once.
    private void Trim()
    {
        if (_trimAt <= time.GetUtcNow())
        {
            _trimAt = null;
            NativeHeap.Trim();
        }
    }

    private void Look()
    {
        Trim();
        var waiting = List().Where(entry => entry is { UnloadedAt: not null, IsDone: false }).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (_pace.IsDue(waiting.Min(entry => now - entry.UnloadedAt!.Value)))
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        }

        foreach (var entry in waiting)
        {
            var since = now - entry.UnloadedAt!.Value;
            if (!entry.LoadContext.IsAlive)
            {
                entry.CollectedAt = now;
                _trimAt ??= now + TrimAfter;
                entry.Steps.End();
                logger.PluginCollected(entry.Name, (long)since.TotalMilliseconds);
                Ended?.Invoke(entry.Id, [entry.Steps.All[^1]]);
            }
            else if (since > Patience && !entry.Reported)
            {
                entry.Reported = true;
                logger.PluginStillInMemory(entry.Name, (long)since.TotalSeconds);
            }
        }
    }
}
