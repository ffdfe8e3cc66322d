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
    private volatile Read? _read;

    private ImmutableArray<CompressionRule> All
    {
        get
        {
            var current = settings.Current;
            return (_read is { } read && ReferenceEquals(read.Settings, current) ? read : _read = new Read(current)).Rules;
        }
    }

    /// <summary>The rules that may be for an instance, in their order; none where it is kept as it comes whatever its modality.</summary>
    internal ImmutableArray<CompressionRule> Of(AETitle caller, Uid sopClass, TransferSyntax received)
    {
        // What is compressed already was so by choice of its sender.
        var rules = All;
        if (rules.IsEmpty || received.IsEncapsulated || received.IsDeflated || !DataSetTranscoder.CanConvert(received, TransferSyntax.ExplicitVRLittleEndian))
        {
            return [];
        }

        ImmutableArray<CompressionRule> possible = [.. rules.Where(rule => rule.MayTake(caller, sopClass))];
        return possible.All(rule => rule.Target is null) ? [] : possible;
    }

    private sealed class Read(StorageSettings settings)
    {
        public StorageSettings Settings => settings;

        public ImmutableArray<CompressionRule> Rules { get; } = [.. settings.Compressions.Select(CompressionRule.Parse)];
    }
}
