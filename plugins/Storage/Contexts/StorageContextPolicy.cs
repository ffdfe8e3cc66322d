using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Says in which transfer syntaxes an AE may store, and whether private SOP classes, as the settings have it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Export(typeof(IStorageContextPolicy)), Shared]
[method: ImportingConstructor]
public sealed class StorageContextPolicy(IPluginSettings<StorageSettings> settings) : IStorageContextPolicy
{
    /// <inheritdoc/>
    public StorageContexts Of(AETitle caller)
    {
        var current = settings.Current;
        return new StorageContexts
        {
            TransferSyntaxes = SyntaxRules.Of(current.TransferSyntaxesFor, caller),
            TakesPrivateSopClasses = current.PrivateSopClassesOf(caller) == PrivateSopClassPolicy.Accept,
        };
    }
}
