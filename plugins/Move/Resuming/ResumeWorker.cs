using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Claims the retrievals that were interrupted, and those that this server asks others for, and has them go on, as long as the plugin runs.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class ResumeWorker(
    IPluginContext context, RetrieveQueue queue, ExportFactory<Resumption> resumptions, ExportFactory<Fetch> fetches, IPluginSettings<MoveSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly ILogger _logger = loggers.CreateLogger<ResumeWorker>();
    private readonly List<Task> _running = [];
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;
    private Task _loop = Task.CompletedTask;
    private bool _isFailing;

    /// <summary>The name under which this version of the plugin holds retrievals.</summary>
    internal string Owner { get; } = NameOfThis();

    /// <summary>Begins to look for such, until the plugin stops.</summary>
    internal void Start() => _loop = Task.Run(() => LoopAsync(context.Stopping), CancellationToken.None);

    /// <summary>Waits until it does nothing any more, once the plugin stops: what goes on is left to the next version.</summary>
    internal async Task EndAsync()
    {
        await _loop.ConfigureAwait(false);
        await Task.WhenAll(_running).ConfigureAwait(false);
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stopping).ConfigureAwait(false);
                _isFailing = false;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested || exception is not OperationCanceledException)
            {
                // The queue is away, or nobody provides it for now; told once. The loop must outlive anything: without it nothing is resumed.
                if (!_isFailing)
                {
                    _logger.QueueFailed(exception);
                }

                _isFailing = true;
            }

            await Task.Delay(PollInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        _running.RemoveAll(task => task.IsCompleted);
        var now = time.GetUtcNow();
        if (now >= _sweepAt)
        {
            await queue.RemoveAsync(now - settings.Current.KeepFor, stopping).ConfigureAwait(false);
            _sweepAt = now + SweepInterval;
        }

        if (settings.Current.Resumptions - _running.Count is var free and > 0)
        {
            var claimed = await queue.ClaimAsync(new JobLease(Owner, now + RetrievalRecord.LeaseTime), now, free, stopping).ConfigureAwait(false);
            _running.AddRange(claimed.Select(job => Task.Run(() => RunAsync(job, stopping), CancellationToken.None)));
        }
    }

    private async Task RunAsync(StoredJob job, CancellationToken stopping)
    {
        try
        {
            if (job.Job.IsOutgoing)
            {
                using var fetch = fetches.CreateExport();
                await fetch.Value.RunAsync(job, stopping).ConfigureAwait(false);
            }
            else
            {
                using var resumption = resumptions.CreateExport();
                await resumption.Value.RunAsync(job, stopping).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // It stays in the queue, and is claimed again when its lease has ended.
            _logger.ResumingFailed(job.Job.Uid, exception);
        }
    }

    private static string NameOfThis()
    {
        var name = $"{Guid.NewGuid():N}@{Environment.MachineName}";
        return name.Length > JobLease.MaximumOwnerLength ? name[..JobLease.MaximumOwnerLength] : name;
    }
}
