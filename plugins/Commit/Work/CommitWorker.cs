using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

/// <summary>Claims the requests that are due and has them worked on, as long as the plugin runs.</summary>
[Export, Export(typeof(IPluginLifecycle)), Shared]
public sealed class CommitWorker : IPluginLifecycle, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    // What runs when the plugin is told to stop may end: on its association the next version cannot report.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly IPluginContext _context;
    private readonly Ledger _ledger;
    private readonly IPluginSettings<CommitSettings> _settings;
    private readonly ILogger _logger;
    private readonly JobWorker _worker;

    /// <summary>A worker that begins with the plugin.</summary>
    [ImportingConstructor]
    public CommitWorker(
        IPluginContext context, Ledger ledger, IJobOwner owner, JobRunner runner, IPluginSettings<CommitSettings> settings, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(runner);
        (_context, _ledger, _settings, _logger) = (context, ledger, settings, loggers.CreateLogger<CommitWorker>());
        var options = new JobWorkerOptions
        {
            Work = runner.RunAsync,
            MaximumParallel = () => settings.Current.MaximumParallel,
            Interval = _ => PollInterval,
            Sweep = SweepAsync,
            Grace = Grace,
        };
        _worker = new JobWorker(ledger, owner, options, time, _logger);
    }

    /// <summary>Has it look at once for what is due.</summary>
    public void Wake() => _worker.Wake();

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _worker.Start(_context.Stopping);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken) => await _worker.StopAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => _worker.Dispose();

    // The answer of another archive is what clean-up here relies on: it is kept for longer than what peers were told, or than what was never answered.
    private async Task SweepAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var ended = now - _settings.Current.KeepFor;
        var removed = await _ledger.RemoveAsync(new() { States = [JobState.Done, JobState.Failed], IsOutgoing = false, ChangedBefore = ended }, stopping).ConfigureAwait(false)
            + await _ledger.RemoveAsync(new() { States = [JobState.Failed], IsOutgoing = true, ChangedBefore = ended }, stopping).ConfigureAwait(false)
            + await _ledger.RemoveAsync(new() { States = [JobState.Done], IsOutgoing = true, ChangedBefore = now - _settings.Current.KeepAnswersFor }, stopping).ConfigureAwait(false);
        if (removed > 0)
        {
            _logger.Forgotten(removed);
        }
    }
}
