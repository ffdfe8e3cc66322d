using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.Annotations;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record AnnotationSettings
{
    /// <summary>How many users can have annotations of one study; 1 to 10,000; 100 unless set. One user's are 1 MiB at most.</summary>
    [Setting("How many users can have annotations of one study.", AppliesLive = true), Range(1, 10_000)]
    public int MaximumUsers { get; init; } = 100;
}
