using System.Data.Common;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Relational;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Gantry.Dal.Sqlite.Tests;

/// <summary>Instances that the store remembers are answered before they are committed: whoever reads finds them, and nothing of it is lost.</summary>
public sealed class AnsweredAheadTests : IAsyncDisposable
{
    private readonly TestPluginContext _context = new TestPluginContext("gantry.sqlite").With("BusyTimeoutSeconds", "5");
    private readonly RecordedLogs _logs = new();
    private readonly List<RelationalCatalog> _started = [];

    private string File => Path.Combine(_context.DataFolder, "catalog.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var catalog in _started)
        {
            await catalog.StopAsync(CancellationToken.None);
        }

        _context.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task They_share_a_transaction_until_somebody_reads()
    {
        var catalog = await StartAsync(new PatientDialect(SqliteSettings.Of(_context)));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal([AddOutcome.Added], await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation));
        }

        Assert.Equal(0, Committed());
        Assert.Equal(20, (await catalog.CountAsync(Cancellation)).Instances);
        Assert.Equal(20, Committed());
    }

    [Fact]
    public async Task The_same_instance_again_is_known_before_the_commit()
    {
        var catalog = await StartAsync(new PatientDialect(SqliteSettings.Of(_context)));
        var instance = new SampleInstance();
        await catalog.AddAsync([Recoverable(instance)], Cancellation);
        Assert.Equal([AddOutcome.AlreadyPresent], await catalog.AddAsync([Recoverable(instance)], Cancellation));
        Assert.Equal(0, Committed());
    }

    [Fact]
    public async Task They_are_committed_a_moment_later_by_themselves()
    {
        var catalog = await StartAsync(new SqliteDialect(SqliteSettings.Of(_context)));
        await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation);
        for (var tries = 0; Committed() == 0; tries++)
        {
            Assert.True(tries < 500, "Nothing was committed.");
            await Task.Delay(10, Cancellation);
        }
    }

    [Fact]
    public async Task There_is_an_end_to_how_many_wait()
    {
        var catalog = await StartAsync(new PatientDialect(SqliteSettings.Of(_context)));
        var series = new SampleInstance();
        for (var i = 0; i < 300; i++)
        {
            await catalog.AddAsync([Recoverable(series.Next())], Cancellation);
        }

        Assert.Equal(256, Committed());
    }

    [Fact]
    public async Task A_sync_a_change_and_a_stop_commit_them_first()
    {
        var catalog = await StartAsync(new PatientDialect(SqliteSettings.Of(_context)));
        await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation);
        await catalog.SyncAsync(Cancellation);
        Assert.Equal(1, Committed());
        await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation);
        await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation);
        Assert.Equal(3, Committed());
        await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation);
        await catalog.StopAsync(Cancellation);
        Assert.Equal(4, Committed());
    }

    [Fact]
    public async Task What_fails_takes_none_of_them_with_it()
    {
        var catalog = await StartAsync(new PatientDialect(SqliteSettings.Of(_context)));
        Execute("CREATE TRIGGER refuse BEFORE INSERT ON instance WHEN NEW.Location = 'bad' BEGIN SELECT RAISE(ABORT, 'refused'); END");
        var series = new SampleInstance();
        await catalog.AddAsync([Recoverable(series)], Cancellation);
        Assert.False((await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([Recoverable(series.Next(), "bad")], Cancellation))).IsTransient);
        Assert.Equal([AddOutcome.Added], await catalog.AddAsync([Recoverable(series.Next())], Cancellation));
        Assert.Equal(new CatalogCounts(1, 1, 1, 2, 2 * series.ToEntry().Stored.Length), await catalog.CountAsync(Cancellation));
    }

    [Fact]
    public async Task On_a_full_disk_all_that_were_answered_are_there()
    {
        var catalog = await StartAsync(new PatientDialect(SqliteSettings.Of(_context)) { MaximumPages = 200 });
        var added = 0;
        var exception = await Assert.ThrowsAsync<CatalogException>(async () =>
        {
            for (; added < 2_000; added++)
            {
                await catalog.AddAsync([Recoverable(new SampleInstance().With(Dicom.Tags.PatientComments, new string('x', 2_000)))], Cancellation);
            }
        });
        Assert.True(exception.IsTransient);
        Assert.Equal((added, added), ((await catalog.CountAsync(Cancellation)).Instances, Committed()));
    }

    [Fact]
    public async Task A_commit_that_fails_is_done_again()
    {
        var dialect = new PatientDialect(SqliteSettings.Of(_context));
        var catalog = await StartAsync(dialect);
        await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation);
        dialect.FailingCommits = 1;
        Assert.Equal(1, (await catalog.CountAsync(Cancellation)).Instances);
        await catalog.SyncAsync(Cancellation);
        Assert.Equal(0, dialect.FailingCommits);
    }

    [Fact]
    public async Task While_they_cannot_be_committed_nothing_more_is_taken_and_afterwards_all_are_there()
    {
        var dialect = new PatientDialect(SqliteSettings.Of(_context));
        var catalog = await StartAsync(dialect);
        await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation);
        (dialect.FailingCommits, dialect.IsBroken) = (1, true);
        Assert.Equal(0, (await catalog.CountAsync(Cancellation)).Instances);
        Assert.Contains(_logs.Entries, entry => entry.Level == LogLevel.Error && entry.Text.Contains("not in the catalog yet", StringComparison.Ordinal));
        Assert.True((await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation))).IsTransient);
        await Assert.ThrowsAsync<CatalogException>(async () => await catalog.SyncAsync(Cancellation));
        dialect.IsBroken = false;
        await catalog.SyncAsync(Cancellation);
        Assert.Equal(1, (await catalog.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task One_that_cannot_be_done_again_is_never_taken_for_durable()
    {
        var dialect = new PatientDialect(SqliteSettings.Of(_context));
        var catalog = await StartAsync(dialect);
        var series = new SampleInstance();
        await catalog.AddAsync([Recoverable(series)], Cancellation);
        await catalog.AddAsync([Recoverable(series.Next())], Cancellation);
        dialect.FailingCommits = 3; // of both, of both again, and of the first
        Assert.Equal(1, (await catalog.CountAsync(Cancellation)).Instances);
        Assert.Contains(_logs.Entries, entry => entry.Level == LogLevel.Critical);
        Assert.False((await Assert.ThrowsAsync<CatalogException>(async () => await catalog.SyncAsync(Cancellation))).IsTransient);
        await catalog.AddAsync([Recoverable(series.Next())], Cancellation);
        Assert.Equal(2, Committed()); // at once from now on
    }

    [Fact]
    public async Task While_another_version_uses_the_file_nobody_holds_a_transaction()
    {
        var first = new SqliteDialect(SqliteSettings.Of(_context));
        var catalog = await StartAsync(first);
        Assert.True(first.HoldsTransactions > TimeSpan.Zero);
        var second = await StartAsync(new SqliteDialect(SqliteSettings.Of(_context)));
        Assert.Equal(TimeSpan.Zero, first.HoldsTransactions);
        await catalog.AddAsync([Recoverable(new SampleInstance())], Cancellation);
        Assert.Equal(1, (await second.CountAsync(Cancellation)).Instances);
        await second.StopAsync(Cancellation);
        Assert.True(first.HoldsTransactions > TimeSpan.Zero);
    }

    [Fact]
    public async Task Whoever_stores_finds_what_it_has_stored_while_others_store_remove_and_sync()
    {
        var catalog = await StartAsync(new SqliteDialect(SqliteSettings.Of(_context)));
        var (kept, removed) = (0, 0);
        await Task.WhenAll([.. Enumerable.Range(0, 6).Select(i => Task.Run(() => StoreAsync(removes: i == 0), Cancellation)), Task.Run(SyncAsync, Cancellation)]);
        Assert.Equal((300, 60), (kept, removed));
        Assert.Equal(kept, (await catalog.CountAsync(Cancellation)).Instances);
        await catalog.StopAsync(Cancellation);
        Assert.Equal(kept, Committed());

        async Task StoreAsync(bool removes)
        {
            var series = new SampleInstance();
            for (var i = 0; i < 60; i++)
            {
                var instance = series.Next();
                Assert.Equal([AddOutcome.Added], await catalog.AddAsync([Recoverable(instance)], Cancellation));
                var chosen = new InstanceSelection { Instances = [instance.SopInstance] };
                if (i % 3 == 0)
                {
                    Assert.Equal(instance.SopInstance, Assert.Single(await catalog.SelectAsync(chosen, Cancellation).ToListAsync(Cancellation)).SopInstance);
                }

                if (removes)
                {
                    Assert.Single(await catalog.RemoveAsync(chosen, Cancellation));
                    Interlocked.Increment(ref removed);
                }
                else
                {
                    Interlocked.Increment(ref kept);
                }
            }
        }

        async Task SyncAsync()
        {
            for (var i = 0; i < 20; i++)
            {
                await catalog.SyncAsync(Cancellation);
                await Task.Delay(5, Cancellation);
            }
        }
    }

    private static CatalogEntry Recoverable(SampleInstance instance, string? location = null) =>
        (location is null ? instance.ToEntry() : instance.ToEntry(location)) with { IsRecoverable = true };

    private async Task<RelationalCatalog> StartAsync(SqliteDialect dialect)
    {
        var catalog = new TestCatalog(dialect, _logs);
        await catalog.StartAsync(Cancellation);
        _started.Add(catalog);
        for (var tries = 0; dialect is PatientDialect { Begun: 0 }; tries++)
        {
            Assert.True(tries < 500, "The upkeep of each start has not begun.");
            await Task.Delay(10, Cancellation);
        }

        await catalog.SyncAsync(Cancellation); // and it has ended
        return catalog;
    }

    private long Committed()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM instance";
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private sealed class TestCatalog(CatalogDialect dialect, ILoggerFactory loggers) : RelationalCatalog(dialect, loggers);

    // Commits only when it has to, and fails when it is told to.
    private sealed class PatientDialect(SqliteSettings settings) : SqliteDialect(settings)
    {
        public int FailingCommits { get; set; }

        public int? MaximumPages { get; init; }

        public bool IsBroken { get; set; }

        public int Begun { get; private set; }

        public override TimeSpan HoldsTransactions => TimeSpan.FromHours(1);

        public override DbConnection OpenForWriting()
        {
            var connection = (SqliteConnection)base.OpenForWriting();
            if (MaximumPages is { } pages)
            {
                using var command = connection.CreateCommand();
                command.CommandText = $"PRAGMA max_page_count={pages}";
                command.ExecuteNonQuery();
            }

            raw.sqlite3_commit_hook(connection.Handle, _ => FailingCommits > 0 && FailingCommits-- > 0 ? 1 : 0, null);
            return connection;
        }

        public override DbTransaction BeginWriting(DbConnection connection)
        {
            Begun++;
            return IsBroken ? throw new SqliteException("broken", SqliteFaults.IoError) : base.BeginWriting(connection);
        }
    }
}
