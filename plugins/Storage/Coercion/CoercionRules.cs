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
    private volatile Read? _read;

    /// <summary>The rules for the instances of an AE, in their order; none for most.</summary>
    internal ImmutableArray<CoercionRule> Of(AETitle caller)
    {
        var rules = Current.Rules;
        return rules.IsEmpty ? rules : [.. rules.Where(rule => AETitlePattern.Matches(rule.Callers, caller))];
    }

    private Read Current
    {
        get
        {
            var current = settings.Current;
            return _read is { } read && ReferenceEquals(read.Settings, current) ? read : _read = new Read(current);
        }
    }

    private sealed class Read(StorageSettings settings)
    {
        public StorageSettings Settings => settings;

        public ImmutableArray<CoercionRule> Rules { get; } = [.. settings.Coercions.Select(CoercionRule.Parse)];
    }
}
