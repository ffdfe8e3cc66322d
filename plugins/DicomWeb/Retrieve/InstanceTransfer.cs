using System.Composition;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Writes stored instances as Part 10 files, in the transfer syntax that is wanted.</summary>
[Export]
[method: ImportingConstructor]
public sealed class InstanceTransfer(IInstanceStore store, PixelCodecs codecs, SpoolFolder spools)
{
    /// <summary>Who decodes.</summary>
    internal PixelCodecs Codecs => codecs;

    /// <summary>Opens the instances of a response, one after the other. The caller disposes it.</summary>
    internal InstanceOpener NewOpener() => new(store);

    /// <summary>Writes one of several.</summary>
    /// <param name="opener">Opens it.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="next">The one that follows, which is opened meanwhile; null for none.</param>
    /// <param name="to">What it is sent in: what it is stored in, or Explicit VR Little Endian.</param>
    /// <param name="begin">Called before the first byte, once nothing but the transfer itself can fail.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It is not in the store, cannot be read, or cannot be decoded.</exception>
    internal async ValueTask WriteAsync(
        InstanceOpener opener, CatalogInstance instance, CatalogInstance? next, TransferSyntax to, Action begin, PipeWriter output, CancellationToken cancellationToken)
    {
        var content = await opener.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        if (next is not null)
        {
            opener.OpenAhead(next.Location, cancellationToken);
        }

        await WriteAsync(content, to, begin, output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes one.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="to">What it is sent in: what it is stored in, or Explicit VR Little Endian.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It is not in the store, cannot be read, or cannot be decoded.</exception>
    internal async ValueTask WriteAsync(CatalogInstance instance, TransferSyntax to, PipeWriter output, CancellationToken cancellationToken)
    {
        var content = await store.OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
        await WriteAsync(content, to, () => { }, output, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(InstanceContent content, TransferSyntax to, Action begin, PipeWriter output, CancellationToken cancellationToken)
    {
        await using (content.ConfigureAwait(false))
        {
            try
            {
                await (content.TransferSyntax == to || DataSetTranscoder.CanConvert(content.TransferSyntax, to)
                    ? StreamAsync(content, to, begin, output, cancellationToken)
                    : DecodeAsync(content, begin, output, cancellationToken)).ConfigureAwait(false);
            }
            catch (Exception damage) when (damage is DicomEncodingException or PixelDataException)
            {
                throw new IOException($"Instance {content.SopInstance}: {damage.Message}", damage);
            }
        }
    }

    private static async Task StreamAsync(InstanceContent content, TransferSyntax to, Action begin, PipeWriter output, CancellationToken cancellationToken)
    {
        begin();
        FileMetaInformation.Create(content.SopClass, content.SopInstance, to, content.SendingAETitle).Write(output);
        if (content.TransferSyntax == to)
        {
            await content.DataSet.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            return;
        }

        var converted = DataSetTranscoder.Convert(content.DataSet, content.TransferSyntax, to, content.Length == InstanceContent.UnknownLength ? null : content.Length);
        await converted.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        await converted.CompleteAsync().ConfigureAwait(false);
    }

    private async Task DecodeAsync(InstanceContent content, Action begin, PipeWriter output, CancellationToken cancellationToken)
    {
        using var spool = await spools.TakeAsync(content, cancellationToken).ConfigureAwait(false);
        var decoded = await Task.Run(() => spool.Decode(codecs, cancellationToken), cancellationToken).ConfigureAwait(false);
        begin();
        var file = new FileStream(decoded, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await file.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }
}
