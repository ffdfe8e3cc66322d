using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>What is known of a setting: its name, kind, default and range.</summary>
/// <remarks>Nothing in it is the plugin's own, so it may be kept when the plugin is unloaded. Values are texts, in the invariant culture.</remarks>
public sealed record SettingDescription
{
    /// <summary>The name of the property.</summary>
    public required string Name { get; init; }

    /// <summary>What its value is.</summary>
    public required SettingKind Kind { get; init; }

    /// <summary>What it means, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The default: one text, or any number where <see cref="Kind"/> is <see cref="SettingKind.Texts"/>; empty where <see cref="IsRequired"/>.</summary>
    public ImmutableArray<string> Default { get; init; } = [];

    /// <summary>True where there is no default, so that it must be set.</summary>
    public bool IsRequired { get; init; }

    /// <summary>True where a change takes effect without a reload.</summary>
    public bool AppliesLive { get; init; }

    /// <summary>True where the value is not to be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The least value of a number or time; null where there is none.</summary>
    public string? Minimum { get; init; }

    /// <summary>The greatest value of a number or time; null where there is none.</summary>
    public string? Maximum { get; init; }

    /// <summary>The fewest characters of each text; 0 unless set.</summary>
    public int MinimumLength { get; init; }

    /// <summary>The most characters of each text; null where there is no limit.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>A regular expression that each text matches as a whole; null where there is none.</summary>
    public string? Pattern { get; init; }

    /// <summary>The only values there are; empty where there are others.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];
}
