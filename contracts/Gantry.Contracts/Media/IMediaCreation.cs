using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>Takes requests for media from inside the server, beside those of peers; both are in the <see cref="IMediaQueue"/>. Provided by one plugin.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IMediaCreation
{
    /// <summary>The devices, and how they are.</summary>
    ValueTask<IReadOnlyList<MediaDeviceReport>> GetDevicesAsync(CancellationToken cancellationToken);

    /// <summary>Makes a request and initiates it; when it returns, it is durable.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="device">The name of the device; empty for the one that settings say, or else a folder of images, or the first that makes the medium.</param>
    /// <param name="copies">The number of copies; 1 to <see cref="MediaJob.MaximumCopies"/>.</param>
    /// <param name="priority">The priority.</param>
    /// <param name="caller">Whom it is for, and whose view of the catalog counts; null for an administrator, who sees all of it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The request; where it cannot be performed it has failed already, and says why.</returns>
    /// <exception cref="ArgumentException">There is no such device, no instance, or a value that the request cannot have; the message is for whoever asked.</exception>
    /// <exception cref="CatalogException">The catalog or the queue cannot be used; there is no request.</exception>
    ValueTask<StoredJob> CreateAsync(
        MediaCreationRequest request, string device, int copies, MediaPriority priority, CatalogCaller? caller, CancellationToken cancellationToken);

    /// <summary>Cancels a request.</summary>
    /// <param name="request">The UID of the request.</param>
    /// <param name="by">Who does, for the note: an AE title, or a word.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="CatalogException">The queue cannot be used, or the device cannot be asked.</exception>
    ValueTask<MediaCancellation> CancelAsync(Uid request, string by, CancellationToken cancellationToken);

    /// <summary>Has a request that has ended performed again.</summary>
    /// <returns>The request as it is now; null where there is none, or it has not ended.</returns>
    /// <exception cref="CatalogException">The queue cannot be used.</exception>
    ValueTask<StoredJob?> RepeatAsync(Uid request, CancellationToken cancellationToken);
}
