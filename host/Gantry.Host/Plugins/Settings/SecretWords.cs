using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Gantry.Host.Plugins.Settings;

/// <summary>What of a plugin's settings nobody is to be shown: the values of those that are secret, and the passwords in those that are connection strings.</summary>
internal sealed partial class SecretWords
{
    private const string Hidden = "***";
    private const int ShortestHidden = 3; // shorter ones would hide parts of words, and tell by that what they are

    private readonly List<string> _words;

    private SecretWords(IEnumerable<string> words) =>
        _words = [.. words.Where(word => word.Length >= ShortestHidden).OrderByDescending(word => word.Length)]; // the whole before its parts

    /// <summary>Those of a plugin's settings. Of a plugin that has never been loaded nobody knows which are secret, and all are.</summary>
    /// <param name="store">The settings.</param>
    /// <param name="id">The plugin.</param>
    /// <param name="given">Settings that take the place of those.</param>
    public static SecretWords Of(PluginSettingsStore store, string id, ChosenValues given)
    {
        var declared = store.Declared(id);
        var secret = declared.IsDefault ? null : declared.Where(setting => setting.IsSecret).Select(setting => setting.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var values = store.Values(id).Concat(given.Over(ImmutableDictionary<string, string?>.Empty)).Where(pair => pair.Value is not null).ToList();
        return new SecretWords(values.SelectMany(pair => Passwords().Matches(pair.Value!).Select(match => match.Groups["word"].Value.Trim('"', '\'', ' '))
            .Concat(secret is null || secret.Contains(pair.Key.Split(':', 2)[0]) ? [pair.Value!] : [])));
    }

    /// <summary>The text without them.</summary>
    public string Hide(string text) => _words.Aggregate(text, (left, word) => left.Replace(word, Hidden, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("""(?:password|pwd|secret|token)\s*=\s*(?<word>"[^"]*"|'[^']*'|[^;]*)""", RegexOptions.IgnoreCase)]
    private static partial Regex Passwords();
}
