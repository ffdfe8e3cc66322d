using System.Composition;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Puts an instance that waits in a file into the store in another transfer syntax, with the codecs of all plugins.</summary>
[Export]
[method: ImportingConstructor]
public sealed class Compressor(CompressionFolder folder, PixelCodecs codecs, IPluginSettings<StorageSettings> settings, CompressionMeter meter, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<Compressor>();

    /// <summary>Stores it compressed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="spooled">The instance as it came, whole.</param>
    /// <param name="rule">The rule, with a transfer syntax.</param>
    /// <param name="description">What is known of the instance as it came.</param>
    /// <param name="study">The study it belongs to.</param>
    /// <param name="correlationId">Of the operation that brought it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The instance as the store has it; null where it has to be stored as it came: why, the log says.</returns>
    /// <exception cref="IOException">The store cannot take it.</exception>
    internal async ValueTask<KeptInstance?> CommitAsync(
        IInstanceStore store, SpooledWriter spooled, CompressionRule rule, InstanceDescription description, Uid study, string correlationId, CancellationToken cancellationToken)
    {
        var (received, length, target) = (spooled.Digest, spooled.Length, rule.Target!.Value);
        await spooled.CloseAsync().ConfigureAwait(false);
        var path = Path.ChangeExtension(spooled.Path, ".compressed.dcm");
        try
        {
            if (await TryCompressAsync(spooled.Path, path, target, rule.IsLossy, length, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                _logger.NotCompressed(description.SopInstance, description.SendingAETitle.Value, target.ToString(), reason, correlationId);
                meter.KeptAsReceived();
                return null;
            }

            var kept = await StoreAsync(store, path, description with { TransferSyntax = target, ReceivedDigest = received }, study, cancellationToken).ConfigureAwait(false);
            _logger.Compressed(description.SopInstance, length, kept.Stored.Length, correlationId);
            meter.Compressed(length, kept.Stored.Length);
            return kept;
        }
        finally
        {
            folder.Delete(path);
        }
    }

    /// <returns>Why it is stored as it came; null where the file is made.</returns>
    private async ValueTask<string?> TryCompressAsync(string source, string result, TransferSyntax target, bool isLossy, long length, CancellationToken cancellationToken)
    {
        var options = new PixelConversionOptions
        {
            Codecs = codecs,
            ParallelFrames = 1,
            IsDurable = true,
            KeepsSopInstance = true, // its sender was told Success for this instance, and others refer to it
            Encoding = new PixelEncodingOptions { Quality = settings.Current.LossyQuality },
        };
        try
        {
            await folder.RunAsync(
                () => PixelCompression.Compress(source, result, target, isLossy, settings.Current.CompressedFrameMegabytes * 1_000_000L, options, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new FileInfo(result).Length < length ? null : "It would not be smaller.";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever a codec of anybody throws: what came is whole, and is stored as it is.
            return failure is PixelDataException or DicomEncodingException or IOException ? failure.Message : $"The codec failed: {failure.GetType().Name}.";
        }
    }

    private static async ValueTask<KeptInstance> StoreAsync(IInstanceStore store, string path, InstanceDescription description, Uid study, CancellationToken cancellationToken)
    {
        var scanner = new AttributeScanner(description.TransferSyntax);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var offset = file.Position = DicomFile.Open(path, new DataSetReaderOptions { MaximumValueBytes = 1 << 10 }).DataSetOffset;
        await scanner.ScanAsync(PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true)), cancellationToken).ConfigureAwait(false);

        file.Position = offset;
        var writer = await store.BeginAsync(description, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await FileCopy.ToAsync(file, file.Length - offset, writer, cancellationToken).ConfigureAwait(false);
            return new KeptInstance(await writer.CommitAsync(study, cancellationToken).ConfigureAwait(false), description.TransferSyntax, scanner.Attributes);
        }
    }
}
