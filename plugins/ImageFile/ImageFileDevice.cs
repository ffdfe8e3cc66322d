using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.ImageFile;

/// <summary>The device: takes orders for images, and tells how far they are. The <see cref="ImageWorker"/> makes them.</summary>
[Export(typeof(IMediaDevice)), Shared]
[method: ImportingConstructor]
public sealed class ImageFileDevice(OrderBook book, PieceFolder pieces, ImageWorker worker, TimeProvider time) : IMediaDevice
{
    private const int MaximumLooks = 100;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    private static readonly DeviceMedium[] Made =
        [.. MediaProfiles.All.GroupBy(profile => profile.Medium).Select(group => new DeviceMedium(group.Key, group.Max(profile => profile.Capacity)))];

    /// <inheritdoc/>
    public string Name => "imagefile";

    /// <inheritdoc/>
    public IReadOnlyList<DeviceMedium> Media => Made;

    /// <inheritdoc/>
    public ValueTask<MediaDeviceState> GetStateAsync(CancellationToken cancellationToken) => ValueTask.FromResult(
        pieces.WhyNot() is { } reason ? new MediaDeviceState(MediaDeviceCondition.OutOfSupplies, reason) : new MediaDeviceState(MediaDeviceCondition.Ready, $"It writes to {pieces.Path}."));

    /// <inheritdoc/>
    public ValueTask SubmitAsync(MediaOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!OrderBook.IsId(order.Id))
        {
            throw new MediaDeviceException("An order is named by up to 30 capitals and digits.");
        }

        if (Made.All(medium => medium.Name != order.Medium))
        {
            throw new MediaDeviceException($"It makes no {order.Medium}.");
        }

        if (!Directory.Exists(order.Folder))
        {
            throw new MediaDeviceException("There is no folder with the content.");
        }

        using (var held = book.TryHold(order.Id))
        {
            if (held is not null && book.Find(order.Id) is null) // else it is here, and perhaps being made
            {
                book.Keep(KeptOrder.Of(order, time.GetUtcNow()));
            }
        }

        worker.Wake(); // once it is free to be held
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<MediaProgress?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return ValueTask.FromResult(book.Find(id)?.ToProgress());
    }

    /// <inheritdoc/>
    public async ValueTask<MediaCancellation> CancelAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        for (var looks = 1; ; looks++)
        {
            if (Ended(id) is { } ended)
            {
                return ended;
            }

            if (TryCancel(id) is { } result)
            {
                return result;
            }

            if (looks == MaximumLooks || book.Find(id) is { State: MediaOrderState.Creating })
            {
                return MediaCancellation.InProgress;
            }

            await Task.Delay(LookInterval, time, cancellationToken).ConfigureAwait(false); // whoever holds it writes nothing: it looks whether there is room
        }
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (book.Find(id) is { HasEnded: true })
        {
            book.Remove(id);
        }

        return ValueTask.CompletedTask;
    }

    // Null where another holds the order.
    private MediaCancellation? TryCancel(string id)
    {
        using var held = book.TryHold(id);
        if (held is null)
        {
            return null;
        }

        if (Ended(id) is { } meanwhile)
        {
            return meanwhile;
        }

        book.Keep(book.Find(id)! with { State = MediaOrderState.Failed, Condition = MediaDeviceCondition.Ready, Note = "Cancelled." });
        return MediaCancellation.Cancelled;
    }

    // What cancelling comes too late for; null for an order that is open.
    private MediaCancellation? Ended(string id) => book.Find(id) switch
    {
        null or { State: MediaOrderState.Failed } => MediaCancellation.Unknown,
        { State: MediaOrderState.Done } => MediaCancellation.Completed,
        _ => null,
    };
}
