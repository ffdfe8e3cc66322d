using System.Collections.Immutable;

namespace Gantry.Host.Plugins.Settings;

/// <summary>The values that an administrator gave to settings of one plugin, by name; case is ignored. One text each, or any number for a list.</summary>
internal sealed record ChosenValues
{
    public static ChosenValues None { get; } = new();

    public ImmutableSortedDictionary<string, ImmutableArray<string>> Texts { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);

    public ChosenValues With(string name, ImmutableArray<string> texts) => this with { Texts = Texts.Remove(name).Add(name, texts) };

    public ChosenValues Without(string name) => this with { Texts = Texts.Remove(name) };

    /// <summary>The values by key, as configurations have them, with these in place of those configured.</summary>
    public IReadOnlyDictionary<string, string?> Over(IReadOnlyDictionary<string, string?> configured)
    {
        var values = configured.Where(pair => !Texts.ContainsKey(pair.Key.Split(':', 2)[0]))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, texts) in Texts)
        {
            if (texts.Length <= 1)
            {
                values.Add(name, texts.IsEmpty ? "" : texts[0]);
                continue;
            }

            foreach (var (index, text) in texts.Index())
            {
                values.Add($"{name}:{index}", text);
            }
        }

        return values;
    }
}
