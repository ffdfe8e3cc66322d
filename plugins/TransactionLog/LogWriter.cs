using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Writes what waits, in batches.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class LogWriter(
    IPluginContext context, RecordBuffer buffer, ExportFactory<LogPart> parts, ExportFactory<StudyLookup> studies, IPluginSettings<TransactionLogSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = loggers.CreateLogger<LogWriter>();
    private readonly List<TransactionRecord> _batch = [];
    private Task _writing = Task.CompletedTask;
    private bool _isFailing;

    /// <summary>Begins.</summary>
    internal void Start() => _writing = Task.Run(() => WriteAllAsync(context.Stopping), CancellationToken.None);

    /// <summary>Ends, and writes what is left.</summary>
    internal async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _writing.ConfigureAwait(false);

        // One attempt for what is left: a database that is away must not hold up the stop.
        while (Fill() && await TryWriteAsync(cancellationToken).ConfigureAwait(false))
        {
            _batch.Clear();
        }

        if (_batch.Count + buffer.Count > 0)
        {
            _logger.Lost(_batch.Count + buffer.Count);
        }
    }

    private async Task WriteAllAsync(CancellationToken stopping)
    {
        try
        {
            while (_batch.Count > 0 || await buffer.WaitAsync(stopping).ConfigureAwait(false))
            {
                if (_batch.Count == 0 && buffer.Count < settings.Current.BatchSize)
                {
                    await Task.Delay(settings.Current.BatchInterval, time, stopping).ConfigureAwait(false);
                }

                Fill();
                if (await TryWriteAsync(stopping).ConfigureAwait(false))
                {
                    _batch.Clear();
                }
                else
                {
                    await Task.Delay(RetryInterval, time, stopping).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // what waits is written by the stop
        }
    }

    /// <returns>True where there is something to write.</returns>
    private bool Fill()
    {
        if (_batch.Count == 0)
        {
            buffer.Take(_batch, settings.Current.BatchSize);
            if (buffer.TakeDropped() is > 0 and var dropped)
            {
                _logger.Dropped(dropped);
                _batch.Add(new TransactionRecord
                {
                    At = time.GetUtcNow(),
                    Kind = TransactionKind.Server,
                    Type = TransactionType.Warning,
                    Command = "transaction log",
                    Description = string.Create(CultureInfo.InvariantCulture, $"{dropped} records were dropped: the database did not take them fast enough."),
                });
            }
        }

        return _batch.Count > 0;
    }

    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookUpAsync(cancellationToken).ConfigureAwait(false);
            using var part = parts.CreateExport();
            await part.Value.Log.AddAsync(_batch, cancellationToken).ConfigureAwait(false);
            _isFailing = false;
            return true;
        }
        catch (CatalogException failure) when (!failure.IsTransient)
        {
            _logger.Refused(_batch.Count, failure.Message);
            return true; // they will never be taken, and those that follow must not wait for them
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away, or nobody provides the log for now; told once.
            if (!_isFailing)
            {
                _logger.Failed(exception);
            }

            _isFailing = true;
            return false;
        }
    }

    // Without it, the records say less; that is no reason to lose them.
    private async ValueTask LookUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var lookup = studies.CreateExport();
            await lookup.Value.AddAsync(_batch, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _logger.NotLookedUp(exception.Message);
        }
    }
}
