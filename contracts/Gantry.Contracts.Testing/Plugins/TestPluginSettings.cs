namespace Gantry.Contracts.Testing;

/// <summary>Settings for a part that a test makes itself.</summary>
/// <typeparam name="T">The plugin's record with <see cref="PluginSettingsAttribute"/>.</typeparam>
/// <param name="current">The settings.</param>
public sealed class TestPluginSettings<T>(T current) : IPluginSettings<T>
    where T : class
{
    /// <summary>The settings; another value is seen at once.</summary>
    public T Current { get; set; } = current;
}
