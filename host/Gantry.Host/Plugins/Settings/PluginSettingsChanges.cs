using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Plugins.Settings;

/// <summary>Reads and changes plugins' settings: live where the plugin can, by a new generation of the same content where it cannot.</summary>
internal sealed class PluginSettingsChanges(
    PluginRegistry registry, PluginSettingsStore store, TimeProvider time, ILogger<PluginSettingsChanges> logger)
{
    /// <summary>How long a plugin may take to apply settings.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a plugin declares: the version that serves, or else the one that was tried last.</summary>
    /// <exception cref="PluginRefusedException">It declares nothing.</exception>
    public ImmutableArray<SettingDescription> Declared(PluginSlot slot)
    {
        var settings = slot.Current is { } current ? current.DeclaredSettings : store.Declared(slot.Id);
        return settings.IsDefaultOrEmpty ? throw new PluginRefusedException($"{slot.Id} declares no settings.") : settings;
    }

    /// <summary>A plugin's settings as they are.</summary>
    /// <exception cref="PluginRefusedException">It declares none.</exception>
    public SettingsReport Read(PluginSlot slot) => SettingsReport.Make(slot.Id, Declared(slot), store);

    /// <summary>Changes what an administrator chose.</summary>
    /// <returns>What came of it, in a sentence.</returns>
    /// <exception cref="PluginSettingsException">The values cannot be used; every fault is listed, and nothing has changed.</exception>
    /// <exception cref="PluginRefusedException">The plugin declares no settings, refuses these, or is on trial; nothing has changed.</exception>
    public async Task<string> ChangeAsync(PluginSlot slot, Func<ChosenValues, ChosenValues> change, CancellationToken cancellationToken)
    {
        var effect = await registry.ChangeAsync(slot, reload => ChangeNowAsync(slot, change, reload, cancellationToken), cancellationToken).ConfigureAwait(false);
        return effect ?? await LoadRefusedAsync(slot, cancellationToken).ConfigureAwait(false);
    }

    // Null where the plugin does not serve, so that the values wait for it.
    private async Task<string?> ChangeNowAsync(
        PluginSlot slot, Func<ChosenValues, ChosenValues> change, Func<Task> reload, CancellationToken cancellationToken)
    {
        var settings = Declared(slot);
        var (before, after) = (store.Chosen(slot.Id), change(store.Chosen(slot.Id)));
        var values = after.Over(store.Configured(slot.Id));
        Check(slot, settings, before, after, values);
        var changed = Differences(settings, before.Over(store.Configured(slot.Id)), values);
        if (slot.Canary is { } canary && changed.Count > 0)
        {
            throw new PluginRefusedException($"{canary.Generation} is on trial: promote it or roll it back first.");
        }

        var isLive = changed.All(setting => setting.AppliesLive);
        store.Choose(slot.Id, after);
        try
        {
            if (slot.Current is { } current && changed.Count > 0)
            {
                await (isLive ? ApplyAsync(current, values, cancellationToken) : reload()).ConfigureAwait(false);
            }
        }
        catch
        {
            store.Choose(slot.Id, before);
            throw;
        }

        store.Keep();
        if (changed.Count > 0)
        {
            logger.PluginSettingsChanged(slot.Id, string.Join(", ", changed.Select(setting => setting.Name)));
        }

        return slot.Current is not { } now ? null
            : changed.Count == 0 ? "Nothing changes: the values are what holds already."
            : isLive ? $"{now} has the new settings, without a reload."
            : $"{now} has the new settings; it was loaded anew for them.";
    }

    private async Task ApplyAsync(PluginGeneration generation, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        using var lease = generation.TryAcquire() ?? throw new PluginRefusedException($"{generation} is stopping.");
        await generation.Settings!.ApplyAsync(values, Patience, time, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> LoadRefusedAsync(PluginSlot slot, CancellationToken cancellationToken)
    {
        if (slot.State != PluginState.Refused || !Directory.Exists(slot.Folder))
        {
            return $"{slot.Id} does not serve; it has the settings when it is loaded.";
        }

        try
        {
            await registry.LoadAsync(slot.Folder, again: true, null, cancellationToken).ConfigureAwait(false);
            return $"{slot.Current} serves now, with the new settings.";
        }
        catch (PluginRefusedException refusal)
        {
            return $"The settings are kept, and {slot.Id} is still refused: {refusal.Message}";
        }
    }

    private static void Check(
        PluginSlot slot, ImmutableArray<SettingDescription> settings, ChosenValues before, ChosenValues after, IReadOnlyDictionary<string, string?> values)
    {
        IReadOnlyList<string> faults =
        [
            .. SettingsDeclaration.Unknown(settings, after.Texts.Keys).Where(name => !before.Texts.ContainsKey(name))
                .Select(name => $"{name} is not a setting of {slot.Id}; there are {string.Join(", ", settings.Select(setting => setting.Name))}."),
            .. SettingsDeclaration.Check(settings, values),
        ];
        if (faults.Count > 0)
        {
            throw new PluginSettingsException(faults);
        }
    }

    private static List<SettingDescription> Differences(
        ImmutableArray<SettingDescription> settings, IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after)
    {
        var (was, willBe) = (SettingsDeclaration.Find(settings, before), SettingsDeclaration.Find(settings, after));
        return [.. settings.Where(setting => !Texts(was, setting).SequenceEqual(Texts(willBe, setting)))];
    }

    private static ImmutableArray<string> Texts(IReadOnlyDictionary<string, ImmutableArray<string>> found, SettingDescription setting) =>
        found.TryGetValue(setting.Name, out var texts) ? texts : setting.Default;
}
