using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>The one rule of this version, whatever the settings say.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class CoercionRules(IPluginContext plugin)
{
    private readonly ImmutableArray<CoercionRule> _rules = [CoercionRule.Parse($"*=set InstitutionName={plugin.Version}")];

    /// <summary>The rule, for every AE.</summary>
    internal ImmutableArray<CoercionRule> Of(AETitle caller) => caller.IsEmpty ? [] : _rules;
}
