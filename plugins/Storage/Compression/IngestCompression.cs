using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Compresses what rules say on its way into the store. What no rule is for goes there at once, byte for byte.</summary>
[Export]
[method: ImportingConstructor]
public sealed class IngestCompression(CompressionRules rules, CompressionFolder folder, ExportFactory<Compressor> compressors)
{
    /// <summary>Begins to take an instance.</summary>
    /// <exception cref="IOException">It cannot be taken.</exception>
    internal async ValueTask<IInstanceWriter> BeginAsync(IInstanceStore store, InstanceDescription description, CancellationToken cancellationToken) =>
        rules.Of(description.SendingAETitle, description.SopClass, description.TransferSyntax).IsEmpty
            ? await store.BeginAsync(description, cancellationToken).ConfigureAwait(false)
            : new SpooledWriter(store, description, folder);

    /// <summary>Makes an instance durable that has come whole.</summary>
    /// <exception cref="IOException">It could not be made durable; nothing is kept.</exception>
    internal async ValueTask<KeptInstance> CommitAsync(
        IInstanceStore store, IInstanceWriter writer, InstanceReceiver receiver, InstanceDescription description, string correlationId, CancellationToken cancellationToken)
    {
        var study = receiver.Identity!.Study;
        if (writer is SpooledWriter { IsSpooled: true } spooled && RuleFor(receiver, description) is { Target: not null } rule)
        {
            // Codecs are leased for those operations alone that need some.
            using var compressor = compressors.CreateExport();
            if (await compressor.Value.CommitAsync(store, spooled, rule, description, study, correlationId, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                return kept;
            }
        }

        return new KeptInstance(await writer.CommitRecoverablyAsync(study, cancellationToken).ConfigureAwait(false), description.TransferSyntax, receiver.Attributes);
    }

    // Nothing to compress is no failure: what has no rows has no pixels. What cannot be followed is left as it is.
    private CompressionRule? RuleFor(InstanceReceiver receiver, InstanceDescription description) =>
        receiver.Fault is not null || receiver.IsCut || !receiver.Attributes.Contains(Tags.Rows) ? null
        : rules.Of(description.SendingAETitle, description.SopClass, description.TransferSyntax)
            .FirstOrDefault(rule => rule.Takes(description.SopClass, receiver.Attributes.GetString(Tags.Modality)));
}
