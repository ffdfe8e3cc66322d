using System.Composition;
using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>The device: takes orders, and tells how far they are. It never waits for a medium; <see cref="VendorTypeWorker"/> makes them.</summary>
[Export(typeof(IMediaDevice)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeDevice(VendorTypeOrders orders, VendorTypeWorker worker, TimeProvider time) : IMediaDevice
{
    public string Name => "vendor-plugin-id";

    public IReadOnlyList<DeviceMedium> Media { get; } = [new("CD", 360_000L * 2_048), new("USB", long.MaxValue)];

    // What a real device lacks it says here, and requests wait: OutOfSupplies, NeedsOperator, NeedsService.
    public ValueTask<MediaDeviceState> GetStateAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new MediaDeviceState(MediaDeviceCondition.Ready, $"It writes to {worker.Path}."));

    public ValueTask SubmitAsync(MediaOrder order, CancellationToken cancellationToken)
    {
        if (Media.All(medium => medium.Name != order.Medium))
        {
            throw new MediaDeviceException($"It makes no {order.Medium}.");
        }

        if (!Directory.Exists(order.Folder))
        {
            throw new MediaDeviceException("There is no folder with the content.");
        }

        using (var held = orders.TryHold(order.Id))
        {
            // Who does not know whether an order arrived gives it again: that is one order.
            if (held is not null && orders.Find(order.Id) is null)
            {
                orders.Keep(new VendorTypeOrder(order.Id, order.Folder, order.Copies, time.GetUtcNow()));
            }
        }

        worker.Wake();
        return ValueTask.CompletedTask;
    }

    public ValueTask<MediaProgress?> FindAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(orders.Find(id) is { } order ? new MediaProgress(order.State, order.PiecesMade, order.Note) : null);

    public ValueTask<MediaCancellation> CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (Ended(id) is { } ended)
        {
            return ValueTask.FromResult(ended);
        }

        using var held = orders.TryHold(id);
        if (held is null)
        {
            return ValueTask.FromResult(Ended(id) ?? MediaCancellation.InProgress);
        }

        if (Ended(id) is { } meanwhile)
        {
            return ValueTask.FromResult(meanwhile);
        }

        orders.Keep(orders.Find(id)! with { State = MediaOrderState.Failed, Note = "Cancelled." });
        return ValueTask.FromResult(MediaCancellation.Cancelled);
    }

    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        if (orders.Find(id) is { HasEnded: true })
        {
            orders.Remove(id);
        }

        return ValueTask.CompletedTask;
    }

    private MediaCancellation? Ended(string id) => orders.Find(id) switch
    {
        null or { State: MediaOrderState.Failed } => MediaCancellation.Unknown,
        { State: MediaOrderState.Done } => MediaCancellation.Completed,
        _ => null,
    };
}
