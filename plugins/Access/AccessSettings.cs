using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.Access;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record AccessSettings
{
    /// <summary>
    /// What AEs may find and retrieve, each as <c>AETITLE=RULE</c>: the first whose title or pattern is the caller's counts, and who is named by none may see all. A rule is
    /// <c>all</c>, or conditions that all hold, with semicolons between: see <see cref="ScopeRule"/>.
    /// </summary>
    [Setting("What AEs may find and retrieve, each as AETITLE=RULE, the first that fits: all, sent, sent by A\\B, or attributes as InstitutionName:St. Anna, with ; between conditions.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=.+")]
    public ImmutableArray<string> Scopes { get; init; } = [];
}
