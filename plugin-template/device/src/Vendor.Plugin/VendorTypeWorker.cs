using System.Composition;
using System.Globalization;
using System.Threading.Channels;
using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>Makes what is ordered: here it copies the content into a folder. What it leaves undone the next version, or the next start, goes on with.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeWorker(IPluginContext plugin, VendorTypeOrders orders, IPluginSettings<VendorTypeSettings> settings) : IPluginLifecycle
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _loop = Task.CompletedTask;

    public string Path => System.IO.Path.GetFullPath(settings.Current.Folder, plugin.DataFolder);

    public void Wake() => _wakes.Writer.TryWrite(true);

    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => LoopAsync(plugin.Stopping), CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    public async ValueTask StopAsync(CancellationToken cancellationToken) => await _loop.ConfigureAwait(false);

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            foreach (var order in orders.Open().TakeWhile(_ => !stopping.IsCancellationRequested))
            {
                Work(order.Id, stopping);
            }

            // Neither the timer nor the reader may outlive the plugin.
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(_wakes.Reader.ReadAsync(end.Token).AsTask(), Task.Delay(LookInterval, end.Token)).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Work(string id, CancellationToken stopping)
    {
        using var held = orders.TryHold(id);
        if (held is null || orders.Find(id) is not { HasEnded: false } order)
        {
            return; // the version before is at it, or it was cancelled
        }

        try
        {
            orders.Keep(order = order with { State = MediaOrderState.Creating, Note = "It is being written." });
            while (order.PiecesMade < order.Copies && !stopping.IsCancellationRequested)
            {
                Make(order, order.PiecesMade + 1);
                order = order with { PiecesMade = order.PiecesMade + 1 };
                orders.Keep(order.PiecesMade < order.Copies ? order : order with { State = MediaOrderState.Done, Note = $"In {Path}." });
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            orders.Keep(order with { State = MediaOrderState.Failed, Note = failure.Message });
        }
    }

    // Here is what a burner would do. A piece appears under its name when it is whole: one that a crash has cut short is made again.
    private void Make(VendorTypeOrder order, int copy)
    {
        var piece = System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{order.Id}-{copy}"));
        var part = piece + ".part";
        if (Directory.Exists(piece))
        {
            return;
        }

        if (Directory.Exists(part))
        {
            Directory.Delete(part, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(order.Folder, "*", SearchOption.AllDirectories))
        {
            var to = System.IO.Path.Combine(part, System.IO.Path.GetRelativePath(order.Folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Directory.Move(part, piece);
    }
}
