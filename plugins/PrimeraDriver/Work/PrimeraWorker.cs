using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Works on the orders as long as the plugin runs: one loop gives them to PTBurn, which may take minutes, another follows them.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
public sealed class PrimeraWorker : IPluginLifecycle, IDisposable
{
    private readonly IPluginContext _plugin;
    private readonly JobShare _share;
    private readonly FolderHint _hint;
    private readonly WorkLoop _preparing;
    private readonly WorkLoop _watching;

    /// <summary>A worker that does nothing until it is started.</summary>
    [ImportingConstructor]
    public PrimeraWorker(
        IPluginContext plugin, JobShare share, JobPreparer preparer, JobWatcher watcher, IPluginSettings<PrimeraSettings> settings, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var logger = loggers.CreateLogger<PrimeraWorker>();
        (_plugin, _share) = (plugin, share);
        _preparing = new WorkLoop(
            async stopping =>
            {
                if (await preparer.RunAsync(stopping).ConfigureAwait(false))
                {
                    _watching!.Wake();
                }
            },
            () => settings.Current.LookInterval,
            failure => logger.WorkFailed(failure),
            time);
        _watching = new WorkLoop(
            stopping =>
            {
                _hint!.Watch(_share.Root);
                return watcher.RunAsync(stopping);
            },
            () => settings.Current.LookInterval,
            failure => logger.WorkFailed(failure),
            time);
        _hint = new FolderHint(_watching.Wake, logger);
    }

    /// <summary>Has it look at once for what there is to do.</summary>
    public void Wake()
    {
        _preparing.Wake();
        _watching.Wake();
    }

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _preparing.Start(_plugin.Stopping);
        _watching.Start(_plugin.Stopping);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _preparing.StopAsync().ConfigureAwait(false);
        await _watching.StopAsync().ConfigureAwait(false);
        _hint.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _hint.Dispose();
}
