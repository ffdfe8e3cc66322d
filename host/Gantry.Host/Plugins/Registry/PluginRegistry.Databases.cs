using Gantry.Contracts;
using Gantry.Host.Databases;
using Gantry.Host.Databases.Services;
using Gantry.Host.Plugins.Folders;

namespace Gantry.Host.Plugins.Registry;

// Several plugins may lie ready, each for its database. One of them provides the catalog; one more may be kept like it.
internal sealed partial class PluginRegistry
{
    /// <summary>What is written into the database passes these.</summary>
    public DatabaseWrites Writes => writes;

    /// <summary>The plugin of a database that was chosen.</summary>
    /// <exception cref="PluginRefusedException">It is there no more.</exception>
    public PluginSlot Known(string id) => _slots.GetValueOrDefault(id) ?? throw new PluginRefusedException($"There is no plugin {id}: its folder is gone.");

    /// <summary>Looks whether one plugin's database could serve in place of another's.</summary>
    /// <exception cref="PluginRefusedException">It could not; the message says why.</exception>
    public void CheckTakesOver(PluginSlot current, PluginSlot standby)
    {
        var (before, after) = (RoutesOf(current), RoutesOf(standby));
        foreach (var slot in new[] { before, after })
        {
            if (!slot.Services.Contains(typeof(IDatabaseTransfer)))
            {
                throw new PluginRefusedException($"{slot.Slot.Id} does not provide {nameof(IDatabaseTransfer)}: its database cannot be copied.");
            }
        }

        if (before.Services.Intersect(GatedServices.Contracts).Except(after.Services).FirstOrDefault() is { } lacking)
        {
            throw new PluginRefusedException($"{standby.Id} does not provide {lacking.Name}, which {current.Id} does: what is in it would be lost.");
        }

        if (Routing.Clash(after, current) is { } clash)
        {
            throw new PluginRefusedException(clash);
        }
    }

    /// <summary>Has the plugin of the standby serve, and makes that of the current one the standby. The caller sees to it that nobody writes meanwhile.</summary>
    /// <exception cref="PluginRefusedException">It cannot take over; nothing was changed.</exception>
    /// <exception cref="IOException">The choice could not be kept; nothing was changed.</exception>
    public void SwitchDatabases(PluginSlot current, PluginSlot standby)
    {
        CheckTakesOver(current, standby);
        _board.Rearrange(choice.Switch);
        (current.State, standby.State) = (ServingState(current), ServingState(standby));
    }

    /// <summary>Takes a plugin out of service because another provides the catalog; it lies ready again.</summary>
    public async Task LeaveOutAsync(PluginSlot slot, CancellationToken cancellationToken)
    {
        using var change = await BeginChangeAsync(slot, cancellationToken).ConfigureAwait(false);
        Switch(slot, Serving.Nothing, null, null);
        slot.TriedHash = null;
        LeaveOut(slot);
    }

    private bool LeaveOut(PluginSlot slot, PluginManifest manifest)
    {
        if (!IsOfAnotherDatabase(manifest) || slot.Current is not null)
        {
            return false;
        }

        LeaveOut(slot);
        return true;
    }

    // One that would provide the catalog, where another does and this is not the one that is kept like it.
    private bool IsOfAnotherDatabase(PluginManifest manifest) =>
        choice.Current is { } chosen && chosen != manifest.Id && choice.Standby != manifest.Id && manifest.Provides.Contains(nameof(ICatalog));

    private void LeaveOut(PluginSlot slot)
    {
        slot.State = PluginState.LeftOut;
        slot.Refusal = choice.Current == settings.Catalog
            ? $"Gantry:Catalog is {choice.Current}: that plugin provides the catalog, and this one is not loaded."
            : $"The database was moved to {choice.Current}: that plugin provides the catalog, and this one is not loaded.";
    }

    private bool IsStandby(PluginSlot slot) => slot.Id == choice.Standby;

    private PluginState ServingState(PluginSlot slot) => IsStandby(slot) ? PluginState.Standby : PluginState.Serving;

    private static PluginRoutes RoutesOf(PluginSlot slot) => slot.Routes ?? throw new PluginRefusedException($"{slot.Id} does not serve: {slot.Refusal ?? "it was unloaded."}");
}
