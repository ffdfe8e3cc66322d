namespace Gantry.Contracts;

/// <summary>Changes of settings, chosen by what they are: those that satisfy every condition given.</summary>
public sealed record SettingChangeFilter
{
    /// <summary>All changes.</summary>
    public static SettingChangeFilter All { get; } = new();

    /// <summary>Of settings of this plugin, or of <c>host</c>; null for any.</summary>
    public string? Scope { get; init; }

    /// <summary>Of settings of this name; null for any.</summary>
    public string? Name { get; init; }

    /// <summary>At this time or later; null for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time; null for any.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The most changes to give; null for all.</summary>
    public int? Limit { get; init; }
}
