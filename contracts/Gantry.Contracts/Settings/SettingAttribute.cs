namespace Gantry.Contracts;

/// <summary>Makes a property of a record with <see cref="PluginSettingsAttribute"/> a setting of the plugin, named as the property is.</summary>
/// <param name="description">What the setting means, in a sentence for administrators.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>What the setting means, in a sentence for administrators.</summary>
    public string Description { get; } = description;

    /// <summary>
    /// True where a change takes effect without a reload: the plugin reads <see cref="IPluginSettings{T}.Current"/> whenever it uses the setting, or exports
    /// <see cref="IAppliesSettings{T}"/>. A change of any other setting makes the host load the plugin anew. False unless set.
    /// </summary>
    public bool AppliesLive { get; init; }

    /// <summary>True for a password or the like: the administration never shows the value. False unless set.</summary>
    public bool IsSecret { get; init; }
}
