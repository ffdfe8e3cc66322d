using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>Claims the retrievals that were interrupted, and those that this server asks others for, and has them go on, as long as the plugin runs.</summary>
[Export, Shared]
public sealed class ResumeWorker : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly IPluginContext _context;
    private readonly ExportFactory<Resumption> _resumptions;
    private readonly ExportFactory<Fetch> _fetches;
    private readonly JobWorker _worker;

    /// <summary>A worker that begins when it is told to.</summary>
    [ImportingConstructor]
    public ResumeWorker(
        IPluginContext context, RetrieveQueue queue, IJobOwner owner, ExportFactory<Resumption> resumptions, ExportFactory<Fetch> fetches, IPluginSettings<MoveSettings> settings,
        TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(owner);
        (_context, _resumptions, _fetches, Owner) = (context, resumptions, fetches, owner.Name);
        var options = new JobWorkerOptions
        {
            Work = RunAsync,
            MaximumParallel = () => settings.Current.Resumptions,
            Interval = _ => PollInterval,
            Sweep = async (now, stopping) => await queue.RemoveAsync(
                new JobFilter { States = [JobState.Idle, JobState.Done, JobState.Failed], ChangedBefore = now - settings.Current.KeepFor }, stopping).ConfigureAwait(false),
            LeaseTime = RetrievalRecord.LeaseTime,
        };
        _worker = new JobWorker(queue, owner, options, time, loggers.CreateLogger<ResumeWorker>());
    }

    /// <summary>The name under which retrievals are held.</summary>
    internal string Owner { get; }

    /// <summary>Begins to look for such, until the plugin stops.</summary>
    internal void Start() => _worker.Start(_context.Stopping);

    /// <summary>Waits until it does nothing any more, once the plugin stops: what goes on is left to the next version.</summary>
    internal Task EndAsync() => _worker.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose() => _worker.Dispose();

    private async Task RunAsync(StoredJob job, CancellationToken stopping)
    {
        if (job.Job.IsOutgoing)
        {
            using var fetch = _fetches.CreateExport();
            await fetch.Value.RunAsync(job, stopping).ConfigureAwait(false);
        }
        else
        {
            using var resumption = _resumptions.CreateExport();
            await resumption.Value.RunAsync(job, stopping).ConfigureAwait(false);
        }
    }
}
