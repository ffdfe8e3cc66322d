using System.Globalization;

namespace Gantry.Host.Telemetry;

/// <summary>
/// Turns what a plugin tags its measurements and spans with into what may outlive the plugin. An object of the plugin's own, were it only a value of an enum,
/// would hold its load context for as long as an exporter remembers it.
/// </summary>
internal static class TagText
{
    private const int LongestText = 256;

    /// <summary>True where the value is nothing of a plugin's.</summary>
    public static bool IsSafe(object? value) => value switch
    {
        null or bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => true,
        string text => text.Length <= LongestText,
        _ => false,
    };

    /// <summary>The value, or a text in its place.</summary>
    public static object? Of(object? value)
    {
        if (IsSafe(value))
        {
            return value;
        }

        try
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            return text.Length <= LongestText ? text : text[..LongestText];
        }
#pragma warning disable CA1031 // it is the plugin's code that makes the text
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.GetType().Name;
        }
    }

    public static KeyValuePair<string, object?>[] Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var safe = new KeyValuePair<string, object?>[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            safe[i] = new(tags[i].Key, Of(tags[i].Value));
        }

        return safe;
    }
}
