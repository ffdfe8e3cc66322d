namespace Gantry.Contracts;

/// <summary>Reads a plugin's settings where a part is made without a host's composition, in tests for example.</summary>
public static class PluginSettings
{
    /// <summary>The settings as they were when this version of the plugin was loaded.</summary>
    /// <typeparam name="T">A record that declares settings, see <see cref="PluginSettingsAttribute"/>.</typeparam>
    /// <exception cref="PluginSettingsException">Values cannot be used; all faults are listed.</exception>
    public static T ReadSettings<T>(this IPluginContext context)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        return (T)SettingsDeclaration.Of(typeof(T)).Read(context.Settings);
    }
}
