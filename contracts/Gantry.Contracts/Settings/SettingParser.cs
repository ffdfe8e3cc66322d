using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry.Contracts;

/// <summary>Reads the texts of a setting as the value that they are, and says what is wrong with them.</summary>
internal static class SettingParser
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>The value: a string, bool, long, double, TimeSpan, or an array of strings; null with a fault.</summary>
    public static object? Parse(SettingDescription setting, ImmutableArray<string> texts, out string? fault)
    {
        if (setting.Kind == SettingKind.Texts)
        {
            string[] all = texts is [""] ? [] : [.. texts];
            fault = all.Select(text => TextFault(setting, text)).FirstOrDefault(wrong => wrong is not null);
            return fault is null ? all : null;
        }

        if (texts is not [var text])
        {
            fault = $"{setting.Name} has {texts.Length} values; it takes one.";
            return null;
        }

        object? value = setting.Kind switch
        {
            SettingKind.Truth => bool.TryParse(text, out var truth) ? truth : null,
            SettingKind.WholeNumber => InRange<long>(setting, long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null),
            SettingKind.Number => InRange<double>(setting, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null),
            SettingKind.Time => InRange<TimeSpan>(setting, text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null),
            SettingKind.Choice => setting.Choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)),
            _ => TextFault(setting, text) is null ? text : null,
        };
        fault = value is not null ? null : TextFault(setting, text) ?? $"{setting.Name} is {Shown(setting, text)}; {Wanted(setting)} is needed.";
        return value;
    }

    private static object? InRange<T>(SettingDescription setting, T? value)
        where T : struct, IParsable<T>, IComparable<T> =>
        value is { } number
        && (setting.Minimum is null || number.CompareTo(T.Parse(setting.Minimum, CultureInfo.InvariantCulture)) >= 0)
        && (setting.Maximum is null || number.CompareTo(T.Parse(setting.Maximum, CultureInfo.InvariantCulture)) <= 0) ? number : null;

    private static string? TextFault(SettingDescription setting, string text)
    {
        if (setting.Kind is not (SettingKind.Text or SettingKind.Texts))
        {
            return null;
        }

        if (!setting.Choices.IsEmpty && !setting.Choices.Contains(text, StringComparer.Ordinal))
        {
            return $"{setting.Name} is {Shown(setting, text)}; one of {string.Join(", ", setting.Choices)} is needed.";
        }

        if (text.Length < setting.MinimumLength || text.Length > setting.MaximumLength)
        {
            var most = setting.MaximumLength is { } maximum ? $" to {maximum}" : " or more";
            return $"{setting.Name} has {text.Length} characters; {setting.MinimumLength}{most} are needed.";
        }

        return setting.Pattern is null || Matches(setting.Pattern, text) ? null : $"{setting.Name} is {Shown(setting, text)}; it does not match {setting.Pattern}.";
    }

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{pattern})\\z", RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Shown(SettingDescription setting, string text) => setting.IsSecret ? "something else" : $"'{text}'";

    private static string Wanted(SettingDescription setting) => setting.Kind switch
    {
        SettingKind.Truth => "true or false",
        SettingKind.WholeNumber => "a whole number" + Range(setting),
        SettingKind.Number => "a number" + Range(setting),
        SettingKind.Time => "a time" + Range(setting),
        _ => $"one of {string.Join(", ", setting.Choices)}",
    };

    private static string Range(SettingDescription setting) => (setting.Minimum, setting.Maximum) switch
    {
        (null, null) => setting.Kind == SettingKind.Time ? " as 00:00:30" : "",
        (var least, null) => $" of {least} or more",
        (null, var most) => $" of {most} or less",
        var (least, most) => $" from {least} to {most}",
    };
}
