namespace Gantry.Contracts;

/// <summary>
/// Runs once, before a version serves, what would be slow the first time: what is compiled then, nobody waits for. Implemented by the part that is the
/// plugin's <see cref="IPluginLifecycle"/>; it need not be.
/// </summary>
public interface IPluginWarmUp
{
    /// <summary>
    /// Called once, after <see cref="IPluginLifecycle.StartAsync"/>. Until it returns, the version before it serves, perhaps on the same data: nothing that
    /// lasts may change. The time that a plugin may take to start counts for both.
    /// </summary>
    /// <exception cref="Exception">The plugin cannot serve; it is stopped and unloaded, and the version before it goes on.</exception>
    ValueTask WarmAsync(CancellationToken cancellationToken);
}
