using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>The rules of compression as the settings have them, read once for each change of them.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class CompressionRules(IPluginSettings<StorageSettings> settings)
{
    private readonly SettingRules<CompressionRule> _rules = new(settings, current => current.Compressions, CompressionRule.Parse);

    /// <summary>The rules that may be for an instance, in their order; none where it is kept as it comes whatever its modality.</summary>
    internal ImmutableArray<CompressionRule> Of(AETitle caller, Uid sopClass, TransferSyntax received)
    {
        // What is compressed already was so by choice of its sender.
        var rules = _rules.Current;
        if (rules.IsEmpty || received.IsEncapsulated || received.IsDeflated || !DataSetTranscoder.CanConvert(received, TransferSyntax.ExplicitVRLittleEndian))
        {
            return [];
        }

        ImmutableArray<CompressionRule> possible = [.. rules.Where(rule => rule.MayTake(caller, sopClass))];
        return possible.All(rule => rule.Target is null) ? [] : possible;
    }
}
