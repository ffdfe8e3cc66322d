using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The device: takes orders for discs, and tells how far they are. The <see cref="PrimeraWorker"/> gives them to PTBurn.</summary>
[Export(typeof(IMediaDevice)), Shared]
[method: ImportingConstructor]
public sealed class PrimeraDevice(OrderBook book, JobShare share, PrimeraWorker worker, IPluginSettings<PrimeraSettings> settings, TimeProvider time) : IMediaDevice
{
    private readonly DeviceMedium[] _media = settings.Current.JobFolder.Length == 0
        ? []
        : [.. settings.Current.Media.Distinct().Select(medium => new DeviceMedium(medium, JobContent.CapacityOf(medium)))];

    /// <inheritdoc/>
    public string Name => "primera";

    /// <inheritdoc/>
    public IReadOnlyList<DeviceMedium> Media => _media;

    /// <inheritdoc/>
    public async ValueTask<MediaDeviceState> GetStateAsync(CancellationToken cancellationToken) =>
        RobotChoice.StateOf(await share.LookAsync(cancellationToken).ConfigureAwait(false), settings.Current);

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
            throw new MediaDeviceException(_media.Length == 0 ? "The setting JobFolder names no robot." : $"It makes no {order.Medium}.");
        }

        if (!Directory.Exists(order.Folder))
        {
            throw new MediaDeviceException("There is no folder with the content.");
        }

        await book.AddAsync(Kept(order), cancellationToken).ConfigureAwait(false);
        worker.Wake();
    }

    /// <inheritdoc/>
    public ValueTask<MediaProgress?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return ValueTask.FromResult(book.Find(id) is { IsForgotten: false } order ? order.ToProgress() : null);
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
    public async ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var order = await book.ChangeAsync(id, was => was.HasEnded ? was with { IsForgotten = true } : was, cancellationToken).ConfigureAwait(false);
        if (order is { IsForgotten: true, IsTidy: true })
        {
            book.Remove(id);
        }
    }

    // What PTBurn does not have ends at once. What it has ends when it says so, and has failed then, whatever it says.
    private KeptOrder Cancel(KeptOrder order, out MediaCancellation outcome)
    {
        outcome = order switch
        {
            { State: MediaOrderState.Failed } or { IsForgotten: true } => MediaCancellation.Unknown,
            { State: MediaOrderState.Done } => MediaCancellation.Completed,
            { IsAborting: false, Phase: JobPhase.InProcess } when !settings.Current.AbortsBurning => MediaCancellation.InProgress,
            _ => MediaCancellation.Cancelled,
        };
        return outcome != MediaCancellation.Cancelled ? order
            : order.Stage == OrderStage.Taken ? order.Cancel("Cancelled.")
            : order with { IsAborting = true };
    }

    private KeptOrder Kept(MediaOrder order)
    {
        var current = settings.Current;
        var label = PrimeraSettings.Find(current.LabelFor, order.Label.Style) ?? current.Label;
        return new KeptOrder
        {
            Id = order.Id,
            Folder = order.Folder,
            Medium = order.Medium,
            Volume = order.Volume,
            CreatedAt = order.CreatedAt,
            TakenAt = time.GetUtcNow(),
            Copies = order.Copies,
            Priority = order.Priority,
            Label = RobotPath.Of(label, current),
            MergeFields = label.Length == 0 ? [] : [.. current.MergeFields.Select(field => LabelTokens.Fill(field, order, current.DateForm))],
        };
    }
}
