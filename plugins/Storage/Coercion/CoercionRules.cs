using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>The rules of coercion as the settings have them, read once for each change of them.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class CoercionRules(IPluginSettings<StorageSettings> settings)
{
    private readonly SettingRules<CoercionRule> _rules = new(settings, current => current.Coercions, CoercionRule.Parse);

    /// <summary>The rules for the instances of an AE, in their order; none for most.</summary>
    internal ImmutableArray<CoercionRule> Of(AETitle caller)
    {
        var rules = _rules.Current;
        return rules.IsEmpty ? rules : [.. rules.Where(rule => AETitlePattern.Matches(rule.Callers, caller))];
    }
}
