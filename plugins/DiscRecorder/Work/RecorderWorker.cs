using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>Works on the orders as long as the plugin runs.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class RecorderWorker(IPluginContext plugin, DiscMaker maker, IPluginSettings<RecorderSettings> settings, TimeProvider time, ILoggerFactory loggers) : IPluginLifecycle
{
    private readonly WorkLoop _loop = Loop(maker, settings, time, loggers.CreateLogger<RecorderWorker>());

    /// <summary>Has it look at once for what there is to do.</summary>
    public void Wake() => _loop.Wake();

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _loop.Start(plugin.Stopping);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken) => await _loop.StopAsync().ConfigureAwait(false);

    private static WorkLoop Loop(DiscMaker maker, IPluginSettings<RecorderSettings> settings, TimeProvider time, ILogger logger) =>
        new(maker.RunAsync, () => settings.Current.LookInterval, logger.WorkFailed, time);
}
