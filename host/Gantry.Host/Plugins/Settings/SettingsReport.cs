using System.Collections.Immutable;
using Gantry.Contracts;

namespace Gantry.Host.Plugins.Settings;

/// <summary>A plugin's settings as they are.</summary>
/// <param name="Id">The plugin.</param>
/// <param name="Settings">The settings that it declares, in its order.</param>
/// <param name="Unknown">The names that have a value and are no setting of the version that serves.</param>
internal sealed record SettingsReport(string Id, IReadOnlyList<SettingState> Settings, IReadOnlyList<UnknownSetting> Unknown)
{
    /// <summary>Holds what a plugin declares against the values there are.</summary>
    public static SettingsReport Make(string id, ImmutableArray<SettingDescription> settings, PluginSettingsStore store)
    {
        var configuredValues = store.Configured(id);
        var configured = SettingsDeclaration.Find(settings, configuredValues);
        var chosen = SettingsDeclaration.Find(settings, store.Chosen(id).Over(ImmutableDictionary<string, string?>.Empty));
        var unknown = SettingsDeclaration.Unknown(settings, configuredValues.Keys).Select(name => new UnknownSetting(name, SettingSource.Configuration))
            .Concat(SettingsDeclaration.Unknown(settings, store.Chosen(id).Texts.Keys).Select(name => new UnknownSetting(name, SettingSource.Administrator)));
        return new SettingsReport(id, [.. settings.Select(State)], [.. unknown]);

        SettingState State(SettingDescription setting)
        {
            var isConfigured = configured.TryGetValue(setting.Name, out var below);
            return chosen.TryGetValue(setting.Name, out var texts) ? new SettingState(setting, texts, SettingSource.Administrator)
                : isConfigured ? new SettingState(setting, below, SettingSource.Configuration)
                : new SettingState(setting, setting.Default, SettingSource.Default);
        }
    }
}

/// <summary>A setting and its value.</summary>
internal sealed record SettingState(SettingDescription Setting, ImmutableArray<string> Texts, SettingSource Source);

/// <summary>A value whose name is no setting of the version that serves: of another version, or misspelt.</summary>
internal sealed record UnknownSetting(string Name, SettingSource Source);

/// <summary>Who says what a value is.</summary>
internal enum SettingSource
{
    /// <summary>The plugin.</summary>
    Default,

    /// <summary>The host's configuration: gantry.json, the environment or the command line.</summary>
    Configuration,

    /// <summary>An administrator, by the admin API.</summary>
    Administrator,
}
