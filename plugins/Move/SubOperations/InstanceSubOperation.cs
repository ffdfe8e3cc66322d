using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Performs sub-operations: opens an instance and sends it, as it is stored where the peer takes that, and else converted.</summary>
internal sealed class InstanceSubOperation(IInstanceStore store, Conversion conversion, ILogger logger, string correlationId) : IAsyncDisposable
{
    private readonly InstanceOpener _opener = new(store);

    /// <summary>Sends one instance.</summary>
    /// <param name="sender">Sends it.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="next">The one that is likely to follow; it is opened meanwhile. Null for none.</param>
    /// <param name="moveOriginator">Who has asked for it by C-MOVE; null for nobody.</param>
    /// <param name="abort">Breaks it off.</param>
    /// <returns>The status that the sub-operation counts as; a failure too where it could not be begun.</returns>
    public Task<DimseStatus> PerformAsync(IInstanceSender sender, CatalogInstance instance, CatalogInstance? next, MoveOriginator? moveOriginator, CancellationToken abort) =>
        PerformAsync(sender, instance, next, conversion, moveOriginator, abort);

    /// <summary>Closes what was opened for nothing.</summary>
    public ValueTask DisposeAsync() => _opener.DisposeAsync();

    private async Task<DimseStatus> PerformAsync(
        IInstanceSender sender, CatalogInstance instance, CatalogInstance? next, Conversion conversion, MoveOriginator? moveOriginator, CancellationToken abort)
    {
        try
        {
            var content = await _opener.OpenAsync(instance.Location, abort).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                if (content.Length != instance.Length || content.SopInstance != instance.SopInstance)
                {
                    // Half an object that looks whole is worse than a failure that is told.
                    logger.ContentDamaged(instance.SopInstance, instance.Length, content.Length, correlationId);
                    return DimseStatus.ProcessingFailure;
                }

                if (conversion.Choose(sender, content) is not { } transferSyntax)
                {
                    logger.NotAccepted(instance.SopInstance, content.SopClass, content.TransferSyntax, correlationId);
                    return DimseStatus.SopClassNotSupported;
                }

                // What can be sent at once has been when this returns: the disk works while the peer does.
                var sending = SendAsync(sender, content, conversion, transferSyntax, moveOriginator, abort);
                if (next is not null)
                {
                    _opener.OpenAhead(next.Location, abort);
                }

                var status = await sending.ConfigureAwait(false);
                if (status != DimseStatus.Success)
                {
                    logger.NotStored(instance.SopInstance, status, correlationId);
                }

                return status;
            }
        }
        catch (IOException failure)
        {
            logger.SubOperationFailed(instance.SopInstance, failure.Message, correlationId);
            return DimseStatus.ProcessingFailure;
        }
        catch (PixelDataException failure) when (conversion.AsStored != conversion)
        {
            logger.NotEncoded(instance.SopInstance, failure.Message, correlationId); // bits that the codec has no room for, for instance
            return await PerformAsync(sender, instance, next, conversion.AsStored, moveOriginator, abort).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DicomEncodingException or PixelDataException)
        {
            logger.NotConverted(instance.SopInstance, failure.Message, correlationId);
            return DimseStatus.ProcessingFailure;
        }
    }

    private static async Task<DimseStatus> SendAsync(
        IInstanceSender sender, InstanceContent content, Conversion conversion, TransferSyntax transferSyntax, MoveOriginator? moveOriginator, CancellationToken abort)
    {
        if (transferSyntax == content.TransferSyntax)
        {
            return await sender.SendAsync(content, moveOriginator, abort).ConfigureAwait(false);
        }

        var converted = await conversion.ConvertAsync(content, transferSyntax, abort).ConfigureAwait(false);
        await using (converted.ConfigureAwait(false))
        {
            return await sender.SendAsync(converted, moveOriginator, abort).ConfigureAwait(false);
        }
    }
}
