namespace Gantry.Contracts;

/// <summary>
/// Is told when settings that apply live have changed, where reading <see cref="IPluginSettings{T}.Current"/> is not enough: to resize a pool, for example.
/// A plugin exports at most one, <c>[Shared]</c>; it need not export any.
/// </summary>
/// <typeparam name="T">The plugin's record with <see cref="PluginSettingsAttribute"/>.</typeparam>
public interface IAppliesSettings<in T>
    where T : class
{
    /// <summary>Applies new settings, of which only such differ as apply live. <see cref="IPluginSettings{T}.Current"/> has them already.</summary>
    /// <param name="settings">All settings of the plugin, as they are now.</param>
    /// <param name="cancellationToken">Cancelled where whoever changes them no longer waits.</param>
    /// <exception cref="Exception">They cannot be applied: the host puts the former ones back, and refuses the change with the message.</exception>
    ValueTask ApplyAsync(T settings, CancellationToken cancellationToken);
}
