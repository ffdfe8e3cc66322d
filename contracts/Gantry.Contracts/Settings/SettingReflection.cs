using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Gantry.Contracts;

/// <summary>Reads from a property what setting it is.</summary>
/// <remarks>The attributes are read and never asked to validate: what they would keep by type would hold the plugin in memory.</remarks>
internal static class SettingReflection
{
    /// <summary>The setting that a property is; null where it is none.</summary>
    /// <exception cref="PluginSettingsException">It cannot be one.</exception>
    public static SettingDescription? Describe(PropertyInfo property, object defaults)
    {
        if (property.GetCustomAttribute<SettingAttribute>() is not { } attribute)
        {
            return null;
        }

        if (!property.CanRead || !property.CanWrite || property.GetIndexParameters().Length > 0)
        {
            throw new PluginSettingsException($"The setting {property.Name} cannot be set: a property with get and init is needed.");
        }

        var kind = KindOf(property);
        var isRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        var (minimum, maximum) = Range(property, kind);
        var setting = new SettingDescription
        {
            Name = property.Name,
            Kind = kind,
            Description = attribute.Description,
            Default = isRequired ? [] : Texts(property.GetValue(defaults)),
            IsRequired = isRequired,
            AppliesLive = attribute.AppliesLive,
            IsSecret = attribute.IsSecret,
            Minimum = minimum,
            Maximum = maximum,
            MinimumLength = property.GetCustomAttribute<StringLengthAttribute>()?.MinimumLength ?? property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0,
            MaximumLength = property.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? property.GetCustomAttribute<MaxLengthAttribute>()?.Length,
            Pattern = Pattern(property),
            Choices = property.PropertyType.IsEnum
                ? [.. Enum.GetNames(property.PropertyType)]
                : [.. property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.Select(Text) ?? []],
        };
        CheckDefault(setting);
        return setting;
    }

    /// <summary>The parsed value as the property's type has it.</summary>
    public static object Convert(object value, Type type) => value switch
    {
        string text when type.IsEnum => Enum.Parse(type, text),
        string[] texts => ImmutableArray.Create(texts),
        long number when type == typeof(int) => (int)number,
        _ => value,
    };

    private static SettingKind KindOf(PropertyInfo property) => property.PropertyType switch
    {
        var type when type == typeof(string) => SettingKind.Text,
        var type when type == typeof(bool) => SettingKind.Truth,
        var type when type == typeof(int) || type == typeof(long) => SettingKind.WholeNumber,
        var type when type == typeof(double) => SettingKind.Number,
        var type when type == typeof(TimeSpan) => SettingKind.Time,
        var type when type == typeof(ImmutableArray<string>) => SettingKind.Texts,
        { IsEnum: true } => SettingKind.Choice,
        var type => throw new PluginSettingsException(
            $"The setting {property.Name} is a {type.Name}; string, bool, int, long, double, TimeSpan, enumerations and ImmutableArray<string> can be settings."),
    };

    private static (string? Minimum, string? Maximum) Range(PropertyInfo property, SettingKind kind)
    {
        (string? Minimum, string? Maximum) all = property.PropertyType == typeof(int) ? (Text(int.MinValue), Text(int.MaxValue)) : (null, null);
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range)
        {
            return all;
        }

        if (range.MinimumIsExclusive || range.MaximumIsExclusive)
        {
            throw new PluginSettingsException($"The range of the setting {property.Name} leaves its bounds out, which is not supported.");
        }

        var isRange = kind switch
        {
            SettingKind.WholeNumber => IsRange<long>(range),
            SettingKind.Number => IsRange<double>(range),
            SettingKind.Time => IsRange<TimeSpan>(range),
            _ => false,
        };
        return isRange
            ? (Text(range.Minimum), Text(range.Maximum))
            : throw new PluginSettingsException($"The range of the setting {property.Name} is none of its kind, {kind}.");
    }

    private static bool IsRange<T>(RangeAttribute range)
        where T : IParsable<T>, IComparable<T> =>
        T.TryParse(Text(range.Minimum), CultureInfo.InvariantCulture, out var least)
        && T.TryParse(Text(range.Maximum), CultureInfo.InvariantCulture, out var most)
        && least.CompareTo(most) <= 0;

    private static string? Pattern(PropertyInfo property)
    {
        var pattern = property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern;
        try
        {
            _ = pattern is null ? null : new Regex(pattern);
            return pattern;
        }
        catch (ArgumentException)
        {
            throw new PluginSettingsException($"The pattern of the setting {property.Name} is no regular expression.");
        }
    }

    private static void CheckDefault(SettingDescription setting)
    {
        if (!setting.IsRequired)
        {
            SettingParser.Parse(setting, setting.Default, out var fault);
            if (fault is not null)
            {
                throw new PluginSettingsException("By default, " + fault);
            }
        }
    }

    /// <summary>The texts of a value.</summary>
    public static ImmutableArray<string> Texts(object? value) => value switch
    {
        string[] texts => [.. texts],
        ImmutableArray<string> texts => texts.IsDefault ? [] : texts,
        _ => [Text(value)],
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
