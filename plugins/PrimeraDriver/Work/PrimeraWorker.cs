using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Works on the orders as long as the plugin runs: one loop gives them to PTBurn, which may take minutes, another follows them.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
public sealed class PrimeraWorker : IPluginLifecycle, IDisposable
{
    private readonly WorkWake _prepare = new();
    private readonly WorkWake _watch = new();
    private readonly Func<Task> _begin;
    private readonly FolderHint _hint;
    private Task _loops = Task.CompletedTask;

    /// <summary>A worker that does nothing until it is started.</summary>
    [ImportingConstructor]
    public PrimeraWorker(
        IPluginContext plugin, JobShare share, JobPreparer preparer, JobWatcher watcher, IPluginSettings<PrimeraSettings> settings, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        ArgumentNullException.ThrowIfNull(settings);
        var logger = loggers.CreateLogger<PrimeraWorker>();
        _hint = new FolderHint(_watch.Wake, logger);
        _begin = () => Task.WhenAll(Loop(PrepareAsync, _prepare), Loop(WatchAsync, _watch));

        Task Loop(Func<CancellationToken, Task> work, WorkWake wake) =>
            BackgroundWork.RepeatAsync(() => settings.Current.LookInterval, work, failure => logger.WorkFailed(failure), wake, time, plugin.Stopping);

        async Task PrepareAsync(CancellationToken stopping)
        {
            if (await preparer.RunAsync(stopping).ConfigureAwait(false))
            {
                _watch.Wake();
            }
        }

        Task WatchAsync(CancellationToken stopping)
        {
            _hint.Watch(share.Root);
            return watcher.RunAsync(stopping);
        }
    }

    /// <summary>Has it look at once for what there is to do.</summary>
    public void Wake()
    {
        _prepare.Wake();
        _watch.Wake();
    }

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _loops = _begin();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _loops.ConfigureAwait(false);
        _hint.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _hint.Dispose();
}
