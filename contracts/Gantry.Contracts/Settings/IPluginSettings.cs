namespace Gantry.Contracts;

/// <summary>The settings of the plugin that imports it, checked. A host service: imported by any part of the plugin.</summary>
/// <typeparam name="T">The plugin's record with <see cref="PluginSettingsAttribute"/>.</typeparam>
/// <remarks>Safe for concurrent use.</remarks>
public interface IPluginSettings<out T>
    where T : class
{
    /// <summary>
    /// The settings as they are now: one immutable whole, replaced when a setting changes that applies live. Read it once for what belongs together.
    /// </summary>
    T Current { get; }
}
