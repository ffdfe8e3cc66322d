namespace Gantry.Contracts;

/// <summary>Is told when its plugin starts and stops. A plugin exports at most one, <c>[Shared]</c>; it need not export any.</summary>
public interface IPluginLifecycle
{
    /// <summary>Makes the plugin ready: opens what it needs. What is slow at first it can run in <see cref="IPluginWarmUp"/>. Until it returns, the version before it serves.</summary>
    /// <exception cref="Exception">The plugin cannot serve; it is unloaded, and the version before it goes on.</exception>
    ValueTask StartAsync(CancellationToken cancellationToken);

    /// <summary>Ends what <see cref="StartAsync"/> began. Called once, after the last operation has ended, before the exports are disposed.</summary>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
