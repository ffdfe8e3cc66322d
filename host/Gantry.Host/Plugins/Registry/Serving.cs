namespace Gantry.Host.Plugins.Registry;

/// <summary>What serves in a slot, changed as a whole.</summary>
internal sealed record Serving(PluginGeneration? Current, Canary? Canary)
{
    public static Serving Nothing { get; } = new(null, null);
}
