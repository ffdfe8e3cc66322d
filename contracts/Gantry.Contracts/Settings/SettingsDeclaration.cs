using System.Collections.Immutable;
using System.Reflection;

namespace Gantry.Contracts;

/// <summary>The settings that a record with <see cref="PluginSettingsAttribute"/> declares, and the way from values to the record.</summary>
/// <remarks>It refers to the record's type: whoever keeps it keeps the plugin in memory. Safe for concurrent use.</remarks>
public sealed class SettingsDeclaration
{
    private readonly Type _type;

    private SettingsDeclaration(Type type, ImmutableArray<SettingDescription> settings) => (_type, Settings) = (type, settings);

    /// <summary>The settings, in the order of the record.</summary>
    public ImmutableArray<SettingDescription> Settings { get; }

    /// <summary>The settings of a record.</summary>
    /// <exception cref="PluginSettingsException">The type cannot be made, or a property cannot be a setting; the message says which and why.</exception>
    public static SettingsDeclaration Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var defaults = Make(type);
        var settings = Properties(type).Select(property => SettingReflection.Describe(property, defaults)).OfType<SettingDescription>().ToImmutableArray();
        var twice = settings.GroupBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? new SettingsDeclaration(type, settings) : throw new PluginSettingsException($"There are two settings {twice.Key}; case does not tell them apart.");
    }

    /// <summary>The texts of each setting that values by key set; an array is <c>Name:0</c>, <c>Name:1</c> and so on. Case is ignored.</summary>
    /// <returns>
    /// One text, or any number where the setting takes several, spelt as defaults are where it can be used; no entry where it is not set, and has its default.
    /// </returns>
    public static IReadOnlyDictionary<string, ImmutableArray<string>> Find(IEnumerable<SettingDescription> settings, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(values);
        var found = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            var texts = SettingValues.Find(values, setting.Name);
            var isEmpty = texts.IsDefault || (setting.Kind is not (SettingKind.Text or SettingKind.Texts) && texts is [var text] && string.IsNullOrWhiteSpace(text));
            if (!isEmpty)
            {
                var value = SettingParser.Parse(setting, texts, out var fault);
                found.Add(setting.Name, fault is null ? SettingReflection.Texts(value) : texts);
            }
        }

        return found;
    }

    /// <summary>What is wrong with values.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="values">Values by key; keys that are no setting are not looked at.</param>
    /// <returns>A sentence for each fault; none where they can be used.</returns>
    public static IReadOnlyList<string> Check(IEnumerable<SettingDescription> settings, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var all = settings.ToList();
        var found = Find(all, values);
        return [.. all.Select(setting => Fault(setting, found)).OfType<string>()];
    }

    /// <summary>The keys among values that are no setting: of another version perhaps, or misspelt.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<SettingDescription> settings, IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(keys);
        var names = settings.Select(setting => setting.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. keys.Select(SettingValues.NameOf).Where(name => !names.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The record with values in place of its defaults.</summary>
    /// <param name="values">Values by key; keys that are no setting are not looked at.</param>
    /// <exception cref="PluginSettingsException">Values cannot be used; all faults are listed.</exception>
    public object Read(IReadOnlyDictionary<string, string?> values)
    {
        var faults = Check(Settings, values);
        if (faults.Count > 0)
        {
            throw new PluginSettingsException(faults);
        }

        var found = Find(Settings, values);
        var record = Make(_type);
        foreach (var setting in Settings.Where(setting => found.ContainsKey(setting.Name)))
        {
            var property = Properties(_type).First(property => property.Name == setting.Name && property.IsDefined(typeof(SettingAttribute)));
            property.SetValue(record, SettingReflection.Convert(SettingParser.Parse(setting, found[setting.Name], out _)!, property.PropertyType));
        }

        return record;
    }

    private static string? Fault(SettingDescription setting, IReadOnlyDictionary<string, ImmutableArray<string>> found)
    {
        if (!found.TryGetValue(setting.Name, out var texts))
        {
            return setting.IsRequired ? $"{setting.Name} must be set: it has no default." : null;
        }

        SettingParser.Parse(setting, texts, out var fault);
        return fault;
    }

    private static PropertyInfo[] Properties(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static object Make(Type type)
    {
        var constructor = type.IsAbstract || type.ContainsGenericParameters ? null : type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
        return constructor?.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null)
            ?? throw new PluginSettingsException($"{type.Name} cannot hold settings: a class with a constructor without parameters is needed.");
    }
}
