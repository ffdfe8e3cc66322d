using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record WorkstationSettings
{
    /// <summary>
    /// How studies hang at first, a rule in each line, of which the first that fits counts: <c>CT chest|lung: 1x2 linked lines = lung, soft</c> is for CT studies with a word that begins so in their
    /// description, in two views that scroll together, with reference lines, for series with such words. The plugin's README has the details, and the rules that count where none are set.
    /// </summary>
    [Setting("How studies hang at first, a rule in each line; none for the usual rules.", AppliesLive = true), RegularExpression(RulePattern), MaxLength(100)]
    public ImmutableArray<string> HangingRules { get; init; } = [];

    // The page reads rules by the same form (hangingRules.ts).
    internal const string RulePattern = @"\s*(\*|[A-Z0-9]{1,16}(,[A-Z0-9]{1,16})*)( +[^:=]{1,200})?\s*:\s*[1-8]x[1-8]( +(linked|lines))*\s*(=.{0,500})?";
}
