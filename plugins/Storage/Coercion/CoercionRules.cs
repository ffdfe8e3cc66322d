using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>The rules of coercion as the settings have them, read once for each change of them. A change with a rule that is none is refused.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Export(typeof(IAppliesSettings<StorageSettings>)), Shared]
[method: ImportingConstructor]
public sealed class CoercionRules(IPluginSettings<StorageSettings> settings) : IAppliesSettings<StorageSettings>
{
    private volatile Read? _read;

    /// <inheritdoc/>
    public ValueTask ApplyAsync(StorageSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _read = new Read(settings);
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads the rules.</summary>
    /// <exception cref="FormatException">One is none.</exception>
    internal void Check() => _ = Current;

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
