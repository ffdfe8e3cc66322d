using System.Collections.Immutable;
using System.Globalization;

namespace Gantry.Contracts;

/// <summary>Finds settings in values by key, where an array is <c>Name:0</c>, <c>Name:1</c> and so on, as configurations have it.</summary>
internal static class SettingValues
{
    /// <summary>The texts of a setting; default where it is not set.</summary>
    public static ImmutableArray<string> Find(IReadOnlyDictionary<string, string?> values, string name)
    {
        if (values.TryGetValue(name, out var single) && single is not null)
        {
            return [single];
        }

        var texts = values.Select(pair => (Index: IndexOf(pair.Key, name), Text: pair.Value)).Where(pair => pair.Index >= 0 && pair.Text is not null).ToList();
        return texts.Count == 0 ? default : [.. texts.OrderBy(pair => pair.Index).Select(pair => pair.Text!)];
    }

    /// <summary>The name that a key belongs to.</summary>
    public static string NameOf(string key) => key.Split(':', 2)[0];

    private static int IndexOf(string key, string name) =>
        key.Length > name.Length + 1 && key[name.Length] == ':' && key.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(key.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
}
