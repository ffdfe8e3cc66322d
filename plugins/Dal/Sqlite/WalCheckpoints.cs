using Gantry.Dal.Relational;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Sqlite;

/// <summary>
/// Moves what is in the write-ahead log into the database file, on a connection and a thread of its own: inside a commit it would hold up everyone who waits
/// for that commit, now and then, for tens of milliseconds.
/// </summary>
internal sealed class WalCheckpoints : IAsyncDisposable
{
    /// <summary>Where nothing else helped, for example because this stands still, the writer does it itself: at 256 MB.</summary>
    public const int LastResortPages = 65_536;

    private const long LogBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly string _log;
    private readonly Func<SqliteConnection> _open;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public WalCheckpoints(string file, Func<SqliteConnection> open, ILogger logger)
    {
        _log = $"{file}-wal";
        _open = open;
        _logger = logger;
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        var checkpointed = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                // The file never shrinks; it is written from its beginning again once everything in it has been moved.
                var log = new FileInfo(_log);
                if (log.Exists && log.Length >= LogBytes && log.LastWriteTimeUtc.Ticks != checkpointed)
                {
                    checkpointed = log.LastWriteTimeUtc.Ticks;
                    Checkpoint();
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private void Checkpoint()
    {
        try
        {
            using var connection = _open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)"; // neither waits for others nor makes them wait
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            _logger.UpkeepFailed(SqliteFaults.Explain(exception, _log).Message);
        }
    }
}
