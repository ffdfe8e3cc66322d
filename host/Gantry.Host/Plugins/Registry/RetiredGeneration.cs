namespace Gantry.Host.Plugins.Registry;

/// <summary>A generation that no longer serves.</summary>
internal sealed class RetiredGeneration(PluginGeneration generation, DateTimeOffset retiredAt)
{
    private readonly WeakReference<PluginGeneration> _generation = new(generation);

    public string Id { get; } = generation.Manifest.Id;

    public string Version { get; } = generation.Manifest.Version;

    public string ContentHash { get; } = generation.ContentHash;

    public int Number { get; } = generation.Number;

    public string Name { get; } = generation.ToString();

    /// <summary>True where its code stays in memory, because the settings say so.</summary>
    public bool IsKept { get; } = generation.IsKept;

    public WeakReference LoadContext { get; } = generation.LoadContext;

    /// <summary>How long each step of its life took, in order.</summary>
    public StepTimes Steps { get; } = generation.Steps;

    public DateTimeOffset RetiredAt { get; } = retiredAt;

    /// <summary>When its last operation had ended and it was stopped; null while it drains.</summary>
    public DateTimeOffset? UnloadedAt { get; set; }

    /// <summary>When its load context was found collected; null while it is in memory.</summary>
    public DateTimeOffset? CollectedAt { get; set; }

    /// <summary>True where nothing more will happen to it: it is gone from memory, or stopped and kept there.</summary>
    public bool IsDone => CollectedAt is not null || (IsKept && UnloadedAt is not null);

    public bool Reported { get; set; }

    /// <summary>The operations it still serves.</summary>
    public int Operations => Draining?.Operations ?? 0;

    /// <summary>How long the oldest of them has run; null where there is none.</summary>
    public TimeSpan? OldestOperation => Draining?.OldestOperation;

    /// <summary>Those of them that were given up and have not ended.</summary>
    public int AbandonedOperations => Draining?.AbandonedOperations ?? 0;

    private PluginGeneration? Draining => UnloadedAt is null && _generation.TryGetTarget(out var draining) ? draining : null;

    /// <summary>Asks the operations that it still serves to end.</summary>
    public Task CancelAsync() => Draining?.CancelAsync() ?? Task.CompletedTask;
}
