using Gantry.Host.Plugins.Folders;

namespace Gantry.Host.Plugins.Registry;

// Back to the version before: by an administrator, by the health gate, and once more at each start.
internal sealed partial class PluginRegistry
{
    /// <summary>Takes a generation on trial away; where none is, loads the generation before the current one from the copy that was kept.</summary>
    /// <exception cref="PluginRefusedException">There is none, or it cannot be loaded any more.</exception>
    public async Task RollBackAsync(PluginSlot slot, DrainPolicy? drain, CancellationToken cancellationToken)
    {
        using var change = await BeginChangeAsync(slot, cancellationToken).ConfigureAwait(false);
        await RollBackNowAsync(slot, drain, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rolls back what is on trial, and keeps the reason; does nothing where the trial has ended meanwhile.</summary>
    public async Task FailTrialAsync(PluginSlot slot, Trial trial, string reason, CancellationToken cancellationToken)
    {
        using var change = await BeginChangeAsync(slot, cancellationToken).ConfigureAwait(false);
        if (slot.Trial != trial)
        {
            return;
        }

        slot.Trial = null;
        var name = (slot.Canary?.Generation ?? slot.Current)!.ToString();
        try
        {
            await RollBackNowAsync(slot, null, cancellationToken).ConfigureAwait(false);
            slot.Refusal = $"{name} did worse than the version before it and was rolled back: {reason}";
        }
        catch (Exception refusal) when (refusal is PluginRefusedException or IOException or UnauthorizedAccessException)
        {
            slot.Refusal = $"{name} does worse than the version before it ({reason}), which cannot be loaded any more: {refusal.Message}";
        }

        logger.TrialFailed(slot.Refusal);
    }

    // At a start: what was rolled back before, or on trial, is still in the folder.
    private async Task<bool> StayRolledBackAsync(PluginSlot slot, PluginFolder folder, CancellationToken cancellationToken)
    {
        if (slot.Current is not null || !rollbacks.Has(slot.Id, folder.ContentHash) || copies.Latest(slot.Id, folder.ContentHash) is not { } before)
        {
            return false;
        }

        try
        {
            await SwapAsync(slot, before, SwapOptions.Of(settings), cancellationToken).ConfigureAwait(false);
        }
        catch (PluginRefusedException refusal)
        {
            logger.RollbackEnds(slot.Id, folder.Manifest.Version, refusal.Message);
            return false;
        }

        slot.Refusal = $"{folder.Manifest.Version} in its folder was on trial or rolled back; gantry plugins reload {slot.Id} takes it.";
        return true;
    }

    private async Task RollBackNowAsync(PluginSlot slot, DrainPolicy? drain, CancellationToken cancellationToken)
    {
        if (slot.Canary is not null)
        {
            var tried = slot.Canary.Generation;
            Switch(slot, new Serving(slot.Current, null), slot.Routes, drain);
            Remember(slot, () => rollbacks.Note(slot.Id, tried.ContentHash));
            slot.Refusal = null;
            return;
        }

        var previous = slot.PreviousCopy ?? throw new PluginRefusedException($"There is no version of {slot.Id} before this one.");
        var options = new SwapOptions(null, drain ?? SwapOptions.Of(settings).Drain);
        var replaced = slot.Current;
        await SwapAsync(slot, previous, options, cancellationToken).ConfigureAwait(false);
        if (replaced is not null)
        {
            Remember(slot, () => rollbacks.Note(slot.Id, replaced.ContentHash));
        }

        slot.Trial = null; // it was in service before, and is not compared with what it replaces now
    }

    // Somebody has chosen what serves: nothing else is kept from it, but a version that is on trial as yet.
    private void RememberChoice(PluginSlot slot) => Remember(slot, () =>
    {
        if (slot.Canary is { } canary)
        {
            rollbacks.Note(slot.Id, canary.Generation.ContentHash);
        }
        else
        {
            rollbacks.Forget(slot.Id);
        }
    });

    // The swap is done by then, and stays.
    private void Remember(PluginSlot slot, Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.RollbackNotKept(slot.Id, exception.Message);
        }
    }
}
