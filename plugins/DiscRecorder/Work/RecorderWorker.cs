using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>Works on the orders as long as the plugin runs.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class RecorderWorker(IPluginContext plugin, DiscMaker maker, IPluginSettings<RecorderSettings> settings, TimeProvider time, ILoggerFactory loggers) : IPluginLifecycle
{
    private readonly WorkWake _wake = new();
    private readonly ILogger _logger = loggers.CreateLogger<RecorderWorker>();
    private Task _loop = Task.CompletedTask;

    /// <summary>Has it look at once for what there is to do.</summary>
    public void Wake() => _wake.Wake();

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _loop = BackgroundWork.RepeatAsync(() => settings.Current.LookInterval, maker.RunAsync, _logger.WorkFailed, _wake, time, plugin.Stopping);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken) => await _loop.ConfigureAwait(false);
}
