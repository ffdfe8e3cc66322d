using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Does in the background what time brings, as long as the plugin runs: deletes what was set aside long ago.</summary>
[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class StorageWorker(IPluginContext context, ExportFactory<SetAsideShelf> shelves, CoercionRules rules, TimeProvider time, ILoggerFactory loggers) : IPluginLifecycle
{
    /// <summary>How often it looks.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly ILogger _logger = loggers.CreateLogger<StorageWorker>();
    private Task _loop = Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        rules.Check();
        _loop = Task.Run(() => LoopAsync(context.Stopping), CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken) => await _loop.ConfigureAwait(false);

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested)
            {
                await ExpireAsync(stopping).ConfigureAwait(false);
            }
        }
    }

    private async Task ExpireAsync(CancellationToken stopping)
    {
        try
        {
            using var shelf = shelves.CreateExport();
            if (await shelf.Value.ExpireAsync(stopping).ConfigureAwait(false) is > 0 and var count)
            {
                _logger.Expired(count);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The catalog or the store is away, or nobody provides it for now: the loop must outlive anything.
            _logger.WorkFailed(failure);
        }
    }
}
