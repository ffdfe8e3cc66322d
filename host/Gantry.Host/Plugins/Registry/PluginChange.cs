namespace Gantry.Host.Plugins.Registry;

/// <summary>What became of an attempt to change a plugin: values alone, nothing of a generation.</summary>
/// <param name="Slot">The plugin.</param>
/// <param name="Before">What it served before; null where nothing.</param>
/// <param name="After">What it serves now; null where nothing.</param>
/// <param name="Making">How long the steps took that made the generation that came with the change; null where none did.</param>
/// <param name="Refusal">Why it was refused, so that what served goes on; null where it was not.</param>
internal sealed record PluginChange(PluginSlot Slot, PluginRoutes? Before, PluginRoutes? After, IReadOnlyList<StepTime>? Making, string? Refusal);
