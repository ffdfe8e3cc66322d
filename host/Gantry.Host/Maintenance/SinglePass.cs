using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Maintenance;

/// <summary>Runs a pass over many instances, of its kind at most one at a time.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class SinglePass<TProgress>(TimeProvider time) : IDisposable
    where TProgress : PassProgress
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>How far the pass is that runs, or how the last one ended; null before the first.</summary>
    public TProgress? Progress { get; private set; }

    /// <summary>Begins a pass.</summary>
    /// <param name="progress">How far it is.</param>
    /// <param name="run">Performs it.</param>
    /// <param name="failed">Is told why, where it fails.</param>
    /// <param name="ended">Is told of its end.</param>
    /// <returns>False where one is running.</returns>
    public bool TryStart(TProgress progress, Func<CancellationToken, Task> run, Action<string> failed, Action<TProgress> ended)
    {
        lock (_lock)
        {
            if (!_running.IsCompleted)
            {
                return false;
            }

            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            var token = _stop.Token;
            Progress = progress;
            _running = Task.Run(() => RunAsync(progress, run, failed, ended, token), CancellationToken.None);
            return true;
        }
    }

    /// <summary>Stops the pass, where one is running, and waits for its end.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            return _running.IsCompleted ? Task.CompletedTask : Task.WhenAll(_stop!.CancelAsync(), _running);
        }
    }

    public void Dispose() => _stop?.Dispose();

    private async Task RunAsync(TProgress progress, Func<CancellationToken, Task> run, Action<string> failed, Action<TProgress> ended, CancellationToken cancellationToken)
    {
        var (state, failure) = (PassState.Completed, (string?)null);
        try
        {
            await run(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            state = PassState.Stopped;
        }
        catch (Exception exception) when (exception is ServiceUnavailableException or CatalogException or IOException or UnauthorizedAccessException)
        {
            (state, failure) = (PassState.Failed, exception.Message);
            failed(failure);
        }
#pragma warning disable CA1031 // a plugin may throw anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            (state, failure) = (PassState.Failed, $"A plugin failed with {exception.GetType().Name}.");
            failed(exception.ToString());
        }

        progress.End(state, failure, time.GetUtcNow());
        ended(progress);
    }
}
