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

    public WeakReference LoadContext { get; } = generation.LoadContext;

    public DateTimeOffset RetiredAt { get; } = retiredAt;

    /// <summary>When its last operation had ended and it was stopped; null while it drains.</summary>
    public DateTimeOffset? UnloadedAt { get; set; }

    /// <summary>When its load context was found collected; null while it is in memory.</summary>
    public DateTimeOffset? CollectedAt { get; set; }

    public bool Reported { get; set; }

    /// <summary>The operations it still serves.</summary>
    public int Operations => UnloadedAt is null && _generation.TryGetTarget(out var draining) ? draining.Operations : 0;
}
