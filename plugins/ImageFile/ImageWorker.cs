using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.ImageFile;

/// <summary>Makes what is ordered, one order after the other, as long as the plugin runs. What it leaves undone the next version, or start, goes on with.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class ImageWorker(IPluginContext plugin, OrderBook book, PieceFolder pieces, TimeProvider time, ILoggerFactory loggers) : IPluginLifecycle
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly WorkWake _wake = new();
    private readonly ILogger _logger = loggers.CreateLogger<ImageWorker>();
    private Task _loop = Task.CompletedTask;

    /// <summary>Has it look at once for what there is to do.</summary>
    public void Wake() => _wake.Wake();

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _loop = BackgroundWork.RepeatAsync(() => LookInterval, WorkAsync, _logger.WorkFailed, _wake, time, plugin.Stopping);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken) => await _loop.ConfigureAwait(false);

    private Task WorkAsync(CancellationToken stopping)
    {
        foreach (var order in book.Open())
        {
            stopping.ThrowIfCancellationRequested();
            Work(order.Id, stopping);
        }

        return Task.CompletedTask;
    }

    private void Work(string id, CancellationToken stopping)
    {
        using var held = book.TryHold(id);
        if (held is null || book.Find(id) is not { HasEnded: false } order)
        {
            return; // the version before is at it, or it was cancelled
        }

        try
        {
            var capacity = MediaProfiles.All.Where(profile => profile.Medium == order.Medium).Max(profile => profile.Capacity);
            var size = Directory.Exists(order.Folder)
                ? new DirectoryInfo(order.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
                : throw new IOException("The content is not there any more.");
            PieceFolder.CheckSize(order, size, capacity);
            if (pieces.WhyNot(size) is { } reason)
            {
                if (order.Note != reason)
                {
                    _logger.Waiting(id, reason);
                    book.Keep(order with { State = MediaOrderState.Waiting, Condition = MediaDeviceCondition.OutOfSupplies, Note = reason });
                }

                return;
            }

            order = Make(order, capacity, stopping);
            _logger.Made(id, order.PiecesMade);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _logger.NotMade(id, failure.Message);
            book.Keep(order with { State = MediaOrderState.Failed, Condition = MediaDeviceCondition.Failed, Note = failure.Message });
        }
    }

    private KeptOrder Make(KeptOrder order, long capacity, CancellationToken stopping)
    {
        order = order with { State = MediaOrderState.Creating, Condition = MediaDeviceCondition.Ready, Note = "It is being written." };
        book.Keep(order);
        pieces.WriteLabel(order);
        for (var copy = order.PiecesMade + 1; copy <= order.Copies; copy++)
        {
            pieces.Make(order, copy, capacity, stopping);
            order = order with { PiecesMade = copy };
            if (copy < order.Copies)
            {
                book.Keep(order);
            }
        }

        order = order with { State = MediaOrderState.Done, Note = $"In {pieces.Path} under the name {order.Id}." };
        book.Keep(order);
        return order;
    }
}
