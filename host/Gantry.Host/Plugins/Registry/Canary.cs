namespace Gantry.Host.Plugins.Registry;

/// <summary>A generation on trial beside the one that serves.</summary>
internal sealed record Canary(PluginGeneration Generation, PluginRoutes Routes, CanaryRule Rule);
