using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Storage;

/// <summary>Reads the settings that are texts of a form of their own. A start, or a change, with one that cannot be read is refused.</summary>
[Export, Export(typeof(IAppliesSettings<StorageSettings>)), Shared]
[method: ImportingConstructor]
public sealed class SettingsCheck(IPluginSettings<StorageSettings> settings) : IAppliesSettings<StorageSettings>
{
    /// <inheritdoc/>
    public ValueTask ApplyAsync(StorageSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Check(settings);
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads those that the plugin starts with.</summary>
    /// <exception cref="FormatException">One cannot be read.</exception>
    internal void Check() => Check(settings.Current);

    private static void Check(StorageSettings settings)
    {
        foreach (var rule in settings.Coercions)
        {
            CoercionRule.Parse(rule);
        }

        foreach (var rule in settings.Compressions)
        {
            CompressionRule.Parse(rule);
        }

        SyntaxRules.Check(settings.TransferSyntaxesFor);
    }
}
