using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace VendorNamespace;

/// <summary>Work that goes on after an operation. It ends with the plugin, which waits for it: a task left running would keep the version in memory.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed partial class BackgroundWork(IPluginContext plugin, ILoggerFactory loggers) : IPluginLifecycle
{
    private readonly ILogger _logger = loggers.CreateLogger<BackgroundWork>();
    private readonly HashSet<Task> _running = [];

    public void Begin(Func<CancellationToken, Task> work)
    {
        var task = Task.Run(() => RunAsync(work));
        lock (_running)
        {
            _running.RemoveWhere(ended => ended.IsCompleted);
            _running.Add(task);
        }
    }

    public ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Task[] running;
        lock (_running)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(plugin.Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (plugin.Stopping.IsCancellationRequested)
        {
            LogStopped();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            LogFailed(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Work was ended, because the plugin stops")]
    private partial void LogStopped();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work failed: {Reason}")]
    private partial void LogFailed(string reason);
}
