using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>The device: takes orders for discs, and tells how far they are. The <see cref="DiscMaker"/> makes them.</summary>
[Export(typeof(IMediaDevice)), Shared]
[method: ImportingConstructor]
public sealed class RecorderDevice(OrderBook book, RecorderDrive drive, RecorderWorker worker, IPluginSettings<RecorderSettings> settings, TimeProvider time) : IMediaDevice
{
    private readonly DeviceMedium[] _media = settings.Current.Drive.Length == 0
        ? []
        : [.. settings.Current.Media.Distinct().Select(medium => new DeviceMedium(medium, ImageShelf.CapacityOf(medium)))];

    /// <inheritdoc/>
    public string Name => "recorder";

    /// <inheritdoc/>
    public IReadOnlyList<DeviceMedium> Media => _media;

    /// <inheritdoc/>
    public async ValueTask<MediaDeviceState> GetStateAsync(CancellationToken cancellationToken)
    {
        if (_media.Length == 0)
        {
            return new MediaDeviceState(MediaDeviceCondition.Failed, "The setting Drive is empty.");
        }

        var disc = await drive.LookAsync(cancellationToken).ConfigureAwait(false);
        var states = _media.Select(medium => disc.WhyNot(medium.Name, 0, settings.Current.Overwrites)).ToList();
        return states.Contains(null) ? new MediaDeviceState(MediaDeviceCondition.Ready, $"There is a {disc.Medium} in {settings.Current.Drive}.") : states[0]!;
    }

    /// <inheritdoc/>
    public async ValueTask SubmitAsync(MediaOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!MediaOrder.IsId(order.Id))
        {
            throw new MediaDeviceException("An order is named by up to 30 capitals and digits.");
        }

        if (_media.All(medium => medium.Name != order.Medium))
        {
            throw new MediaDeviceException(_media.Length == 0 ? "The setting Drive names no recorder." : $"It makes no {order.Medium}.");
        }

        if (!Directory.Exists(order.Folder))
        {
            throw new MediaDeviceException("There is no folder with the content.");
        }

        var kept = new KeptOrder
        {
            Id = order.Id,
            Folder = order.Folder,
            Medium = order.Medium,
            Volume = order.Volume,
            CreatedAt = order.CreatedAt,
            TakenAt = time.GetUtcNow(),
            Copies = order.Copies,
            Priority = order.Priority,
        };
        await book.AddAsync(kept, cancellationToken).ConfigureAwait(false);
        worker.Wake();
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
        var outcome = MediaCancellation.Unknown;
        await book.ChangeAsync(id, order => Cancel(order, out outcome), cancellationToken).ConfigureAwait(false);
        worker.Wake();
        return outcome;
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

    // The disc that is being recorded is finished, as it would be lost otherwise; where it is the last, the order is as good as done.
    private static KeptOrder Cancel(KeptOrder order, out MediaCancellation outcome)
    {
        var isLast = order is { Recording: not null, IsCancelled: false } && order.PiecesMade + 1 >= order.Copies;
        outcome = order.State switch
        {
            MediaOrderState.Failed => MediaCancellation.Unknown,
            MediaOrderState.Done => MediaCancellation.Completed,
            _ => isLast ? MediaCancellation.InProgress : MediaCancellation.Cancelled,
        };
        return outcome == MediaCancellation.Cancelled ? order.Cancel() : order;
    }
}
