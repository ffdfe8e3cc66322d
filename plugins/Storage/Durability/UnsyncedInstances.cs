using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>
/// The instances whose senders were told Success because the store would remember them, and which the catalog may still lose in a power failure: from time to time it is made durable for all
/// of them at once, and the store may forget.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class UnsyncedInstances(ExportFactory<CatalogSync> syncs, IPluginSettings<StorageSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>So many bytes are not kept waiting: the store's journal has an end.</summary>
    internal const long MaximumBytes = 8 << 20;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<UnsyncedInstances>();
    private readonly Lock _gate = new();
    private readonly WorkWake _first = new();
    private List<IInstanceRecovery> _waiting = [];
    private TaskCompletionSource _full = New();
    private long _bytes;

    /// <summary>Takes over the recovery of an instance that the catalog has, or will not get.</summary>
    internal void Add(StoredInstance stored)
    {
        if (stored.Recovery is not { } recovery)
        {
            return;
        }

        lock (_gate)
        {
            _waiting.Add(recovery);
            _bytes += stored.Length;
            if (_waiting.Count == 1)
            {
                _first.Wake();
            }

            if (_bytes >= MaximumBytes)
            {
                _full.TrySetResult();
            }
        }
    }

    /// <summary>Syncs as long as the plugin runs, and once more at its end.</summary>
    internal async Task RunAsync(CancellationToken stopping)
    {
        await BackgroundWork.RepeatAsync(Interval, WaitAndSyncAsync, _logger.NotSynced, _first, time, stopping).ConfigureAwait(false);
        try
        {
            await SyncAsync(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever it is, the store remembers, and its next start tells of these
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _logger.NotSynced(failure);
        }
    }

    /// <summary>Syncs what waits.</summary>
    /// <exception cref="CatalogException">It is not durable; the store goes on remembering it.</exception>
    internal async Task SyncAsync(CancellationToken cancellationToken)
    {
        List<IInstanceRecovery> waiting;
        lock (_gate)
        {
            (waiting, _waiting) = (_waiting, []);
            _bytes = 0;
            if (_full.Task.IsCompleted)
            {
                _full = New();
            }
        }

        if (waiting.Count == 0)
        {
            return;
        }

        try
        {
            using var sync = syncs.CreateExport();
            await sync.Value.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not CatalogException { IsTransient: false })
        {
            lock (_gate)
            {
                _waiting.InsertRange(0, waiting); // to be tried again; else what the store remembers is never released
            }

            throw;
        }

        waiting.ForEach(recovery => recovery.Release());
    }

    private async Task WaitAndSyncAsync(CancellationToken stopping)
    {
        Task full;
        lock (_gate)
        {
            full = _full.Task;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(full, Task.Delay(settings.Current.CatalogSyncInterval, time, ends.Token)).ConfigureAwait(false);
        await ends.CancelAsync().ConfigureAwait(false); // or the timers of an interval would add up
        stopping.ThrowIfCancellationRequested();
        await SyncAsync(stopping).ConfigureAwait(false);
    }

    private TimeSpan Interval()
    {
        lock (_gate)
        {
            return _waiting.Count > 0 ? RetryInterval : Timeout.InfiniteTimeSpan;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
