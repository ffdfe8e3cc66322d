using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Removes records that are too old, and the oldest where all together are too large.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class LogSweeper(IPluginContext context, ExportFactory<LogPart> parts, IPluginSettings<TransactionLogSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private const int Page = 100; // of records with data sets, which are held together

    private static readonly TimeSpan AgeInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan SizeInterval = TimeSpan.FromMinutes(1);

    // Between two of many removals, so that those who wait for the database have their turn.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ILogger _logger = loggers.CreateLogger<LogSweeper>();
    private Task _byAge = Task.CompletedTask;
    private Task _bySize = Task.CompletedTask;
    private LogSize _size = new();
    private long? _beyond; // the last number that is to go; kept where the database fails, for the next time
    private volatile bool _isOvercounted;

    /// <summary>Begins.</summary>
    internal void Start()
    {
        _byAge = Task.Run(() => RepeatAsync(AgeInterval, SweepByAgeAsync, context.Stopping), CancellationToken.None);
        _bySize = Task.Run(() => RepeatAsync(SizeInterval, SweepBySizeAsync, context.Stopping), CancellationToken.None);
    }

    /// <summary>Waits until the last removal has ended.</summary>
    internal Task StopAsync() => Task.WhenAll(_byAge, _bySize);

    private async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, Task> sweepAsync, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await sweepAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _logger.NotSwept(exception); // there is a next time
            }

            await Task.Delay(interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SweepByAgeAsync(CancellationToken stopping)
    {
        if (await RemoveAsync(new TransactionFilter { To = time.GetUtcNow() - settings.Current.KeepFor }, stopping).ConfigureAwait(false) > 0)
        {
            _isOvercounted = true;
        }
    }

    private async Task SweepBySizeAsync(CancellationToken stopping)
    {
        var maximum = (long)settings.Current.KeepMegabytes << 20;
        if (maximum == 0)
        {
            (_size, _beyond) = (new(), null);
            return;
        }

        await MeasureAsync(stopping).ConfigureAwait(false);
        if (_size.Bytes > maximum && _isOvercounted)
        {
            // Records were removed that are counted here: nothing goes before it is known what is really there.
            (_isOvercounted, _size) = (false, new());
            await MeasureAsync(stopping).ConfigureAwait(false);
        }

        _beyond = _size.DropBeyond(maximum) ?? _beyond;
        if (_beyond is { } last)
        {
            var removed = await RemoveAsync(new TransactionFilter { BeforeNumber = last + 1 }, stopping).ConfigureAwait(false);
            _beyond = null;
            _logger.SweptBySize(removed, settings.Current.KeepMegabytes);
        }
    }

    private async Task MeasureAsync(CancellationToken stopping)
    {
        while (await MeasurePageAsync(stopping).ConfigureAwait(false) == Page)
        {
            stopping.ThrowIfCancellationRequested();
        }
    }

    private async ValueTask<int> MeasurePageAsync(CancellationToken stopping)
    {
        using var part = parts.CreateExport();
        var count = 0;
        await foreach (var stored in part.Value.Log.FindAsync(new() { AfterNumber = _size.Last, IncludesDataSets = true, Limit = Page }, stopping).ConfigureAwait(false))
        {
            _size.Add(stored);
            count++;
        }

        return count;
    }

    private async Task<long> RemoveAsync(TransactionFilter filter, CancellationToken stopping)
    {
        for (var removed = 0L; ;)
        {
            var count = await RemoveSomeAsync(filter, stopping).ConfigureAwait(false);
            if (count == 0)
            {
                return removed;
            }

            removed += count;
            await Task.Delay(Pause, time, stopping).ConfigureAwait(false);
        }
    }

    private async ValueTask<int> RemoveSomeAsync(TransactionFilter filter, CancellationToken stopping)
    {
        using var part = parts.CreateExport();
        return await part.Value.Log.RemoveAsync(filter, stopping).ConfigureAwait(false);
    }
}
