namespace Gantry.Host.Plugins.Registry;

// Operations are kept from a plugin that stays loaded, until it is resumed: over other versions of it, and over restarts.
internal sealed partial class PluginRegistry
{
    private readonly Lock _pausing = new();

    /// <summary>Has the operations refused that would go to a plugin, DIMSE and HTTP. What runs goes on to its end, and so do the services that others import of it.</summary>
    /// <param name="slot">The plugin.</param>
    /// <param name="user">Who wants it.</param>
    /// <exception cref="PluginRefusedException">It does not serve, or performs no operations that could be refused.</exception>
    /// <exception cref="IOException">It cannot be kept; nothing was changed.</exception>
    public void Pause(PluginSlot slot, string user)
    {
        if (!RoutesOf(slot).PerformsOperations)
        {
            throw new PluginRefusedException($"{slot.Id} performs no operations of its own, so there is nothing to pause: pause those that use it, or unload it.");
        }

        if (Keep(slot, isPaused: true))
        {
            logger.PluginPaused(slot.Id, user);
        }
    }

    /// <summary>Gives a plugin its operations again; does nothing where it is not paused.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing was changed.</exception>
    public void Resume(PluginSlot slot, string user)
    {
        if (Keep(slot, isPaused: false))
        {
            logger.PluginResumed(slot.Id, user);
        }
    }

    private bool Keep(PluginSlot slot, bool isPaused)
    {
        lock (_pausing)
        {
            if (slot.IsPaused == isPaused)
            {
                return false;
            }

            holds.Keep(slot.Id, isPaused);
            slot.IsPaused = isPaused;
            return true;
        }
    }
}
