using System.Collections.Concurrent;

namespace Gantry.Contracts.Testing;

/// <summary>A device without a medium: it takes orders, and a test says what becomes of them. It meets <see cref="MediaDeviceSpecification"/>, but for what a restart leaves.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryMediaDevice : IMediaDevice
{
    private readonly ConcurrentDictionary<string, (MediaOrder Order, MediaProgress Progress)> _orders = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name { get; init; } = "memory";

    /// <inheritdoc/>
    public IReadOnlyList<DeviceMedium> Media { get; init; } = [new("CD", 360_000L * 2_048), new("DVD", 2_295_104L * 2_048)];

    /// <summary>How it is; ready unless set.</summary>
    public MediaDeviceState State { get; set; } = new(MediaDeviceCondition.Ready, "");

    /// <summary>What becomes of an order when it is taken; all its copies are made at once, unless set.</summary>
    public Func<MediaOrder, MediaProgress> Fate { get; set; } = order => new(MediaOrderState.Done, order.Copies, "Made.");

    /// <summary>What every call throws; null, as it is unless set, for nothing.</summary>
    public IOException? Fault { get; set; }

    /// <summary>The orders that it remembers.</summary>
    public IReadOnlyList<MediaOrder> Orders => [.. _orders.Values.Select(known => known.Order).OrderBy(order => order.Part)];

    /// <summary>Says how far an order is.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    public void Set(string id, MediaProgress progress) => _orders[id] = (_orders[id].Order, progress);

    /// <inheritdoc/>
    public ValueTask<MediaDeviceState> GetStateAsync(CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult(State);
    }

    /// <inheritdoc/>
    public ValueTask SubmitAsync(MediaOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        Check();
        if (Media.All(medium => medium.Name != order.Medium))
        {
            throw new MediaDeviceException($"{Name} makes no {order.Medium}.");
        }

        if (!Directory.Exists(order.Folder))
        {
            throw new MediaDeviceException($"There is no folder {order.Folder}.");
        }

        _orders.TryAdd(order.Id, (order, Fate(order)));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<MediaProgress?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Check();
        return ValueTask.FromResult(_orders.TryGetValue(id, out var known) ? known.Progress : null);
    }

    /// <inheritdoc/>
    public ValueTask<MediaCancellation> CancelAsync(string id, CancellationToken cancellationToken)
    {
        Check();
        if (!_orders.TryGetValue(id, out var known))
        {
            return ValueTask.FromResult(MediaCancellation.Unknown);
        }

        switch (known.Progress.State)
        {
            case MediaOrderState.Waiting:
                _orders[id] = (known.Order, known.Progress with { State = MediaOrderState.Failed, Note = "Cancelled." });
                return ValueTask.FromResult(MediaCancellation.Cancelled);
            case MediaOrderState.Creating:
                return ValueTask.FromResult(MediaCancellation.InProgress);
            case MediaOrderState.Done:
                return ValueTask.FromResult(MediaCancellation.Completed);
            default:
                return ValueTask.FromResult(MediaCancellation.Unknown);
        }
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        Check();
        if (_orders.TryGetValue(id, out var known) && known.Progress.HasEnded)
        {
            _orders.TryRemove(id, out _);
        }

        return ValueTask.CompletedTask;
    }

    private void Check()
    {
        if (Fault is { } fault)
        {
            throw fault;
        }
    }
}
