using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Relational;
using Gantry.Dicom;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Sqlite.Tests;

/// <summary>What the catalog says when SQLite cannot, and that it never says Added without a row.</summary>
public sealed class SqliteFailureTests : IAsyncDisposable
{
    private readonly TestPluginContext _context = new TestPluginContext("gantry.sqlite").With("BusyTimeoutSeconds", "1");
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
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_with_one_clear_sentence()
    {
        await System.IO.File.WriteAllBytesAsync(File, [.. Enumerable.Repeat((byte)'x', 8192)], Cancellation);
        var exception = await Assert.ThrowsAsync<CatalogException>(async () => await StartAsync());
        Assert.False(exception.IsTransient);
        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_is_found_at_start_where_that_is_asked_for()
    {
        var catalog = await StartAsync();
        await catalog.AddAsync([.. Enumerable.Range(0, 200).Select(_ => new SampleInstance().ToEntry())], Cancellation);
        await catalog.StopAsync(Cancellation);
        await using (var file = System.IO.File.OpenWrite(File))
        {
            // Behind the first pages, which hold the schema: those of the tables and indexes.
            file.Position = file.Length / 2;
            await file.WriteAsync(new byte[16 * 4096], Cancellation);
        }

        _context.With("CheckAtStart", "Always");
        var exception = await Assert.ThrowsAsync<CatalogException>(async () => await StartAsync());
        Assert.False(exception.IsTransient);
        Assert.Contains("damaged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_found_at_the_start_after_a_crash()
    {
        var catalog = await StartAsync();
        await catalog.AddAsync([.. Enumerable.Range(0, 200).Select(_ => new SampleInstance().ToEntry())], Cancellation);
        await catalog.StopAsync(Cancellation);
        catalog = await StartAsync();
        await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation);

        // As a crash leaves them: a log that nobody has closed, and, of a bad disk, pages of zeros.
        var crashed = Directory.CreateDirectory(Path.Combine(_context.DataFolder, "crashed")).FullName;
        foreach (var suffix in new[] { "", "-wal" })
        {
            System.IO.File.Copy(File + suffix, Path.Combine(crashed, "catalog.db" + suffix));
        }

        await using (var file = System.IO.File.OpenWrite(Path.Combine(crashed, "catalog.db")))
        {
            file.Position = file.Length / 2 / 4096 * 4096;
            await file.WriteAsync(new byte[16 * 4096], Cancellation);
        }

        _context.With("File", Path.Combine(crashed, "catalog.db"));
        var exception = await Assert.ThrowsAsync<CatalogException>(async () => await StartAsync());
        Assert.False(exception.IsTransient);
        Assert.Contains("damaged", exception.Message, StringComparison.Ordinal);
        Assert.Contains("rebuild", exception.Message, StringComparison.Ordinal);
        _context.With("CheckAtStart", "Never");
        await StartAsync();
    }

    [Fact]
    public async Task On_a_disk_that_became_read_only_nothing_is_added_and_that_is_said()
    {
        var catalog = new TestCatalog(new ReadOnlyDisk(SqliteSettings.Of(_context)));
        await catalog.StartAsync(Cancellation);
        _started.Add(catalog);
        var exception = await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation));
        Assert.False(exception.IsTransient);
        Assert.Contains("read-only", exception.Message, StringComparison.Ordinal);
        Assert.Equal(new CatalogCounts(0, 0, 0, 0, 0), await catalog.CountAsync(Cancellation));
        Assert.False((await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation))).IsTransient);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        _context.With("File", "nowhere/catalog.db");
        var exception = await Assert.ThrowsAsync<CatalogException>(async () => await StartAsync());
        Assert.Contains("nowhere", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Theory]
    [InlineData("CheckAtStart", "perhaps")]
    [InlineData("BusyTimeoutSeconds", "0")]
    [InlineData("BusyTimeoutSeconds", "soon")]
    public void A_setting_that_is_not_understood_is_named(string setting, string value)
    {
        _context.With(setting, value);
        var exception = Assert.Throws<PluginSettingsException>(() => new SqliteCatalog(_context, NullLoggerFactory.Instance));
        Assert.Contains(setting, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_another_process_holds_the_file_nothing_is_added_and_later_it_is()
    {
        var catalog = await StartAsync();
        var instance = new SampleInstance();
        await using (var other = Open())
        {
            await using var transaction = other.BeginTransaction(deferred: false);
            var exception = await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([instance.ToEntry()], Cancellation));
            Assert.True(exception.IsTransient);
            Assert.Contains("locked", exception.Message, StringComparison.Ordinal);
            Assert.Equal(0, (await catalog.CountAsync(Cancellation)).Instances);
        }

        Assert.Equal([AddOutcome.Added], await catalog.AddAsync([instance.ToEntry()], Cancellation));
    }

    [Fact]
    public async Task One_refused_by_the_database_fails_alone()
    {
        var catalog = await StartAsync();
        await using (var other = Open())
        {
            Execute(other, "CREATE TRIGGER refuse BEFORE INSERT ON instance WHEN NEW.Location = 'bad' BEGIN SELECT RAISE(ABORT, 'refused'); END");
        }

        // All wait behind a lock, so that they become one group.
        var series = new SampleInstance();
        List<Task<IReadOnlyList<AddOutcome>>> adding;
        await using (var other = Open())
        {
            await using var transaction = other.BeginTransaction(deferred: false);
            adding = [.. Enumerable.Range(0, 40).Select(i => catalog.AddAsync([series.Next().ToEntry(i == 20 ? "bad" : $"good/{i}")], Cancellation).AsTask())];
            await transaction.RollbackAsync(Cancellation);
        }

        for (var i = 0; i < adding.Count; i++)
        {
            if (i == 20)
            {
                Assert.False((await Assert.ThrowsAsync<CatalogException>(() => adding[20])).IsTransient);
            }
            else
            {
                Assert.Equal([AddOutcome.Added], await adding[i]);
            }
        }

        Assert.Equal(39, (await catalog.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task On_a_full_disk_what_was_added_is_there_and_nothing_else_is()
    {
        var catalog = new TestCatalog(new SmallDisk(SqliteSettings.Of(_context)));
        await catalog.StartAsync(Cancellation);
        _started.Add(catalog);
        var added = 0;
        CatalogException? exception = null;
        for (var i = 0; i < 2000 && exception is null; i++)
        {
            try
            {
                await catalog.AddAsync([new SampleInstance().With(Tags.PatientComments, new string('x', 2000)).ToEntry()], Cancellation);
                added++;
            }
            catch (CatalogException full)
            {
                exception = full;
            }
        }

        Assert.NotNull(exception);
        Assert.True(exception.IsTransient);
        Assert.Contains("full", exception.Message, StringComparison.Ordinal);
        Assert.Equal((added, added), ((await catalog.CountAsync(Cancellation)).Instances, (await catalog.CountAsync(Cancellation)).Studies));

        // Room again: the writer goes on.
        await catalog.RemoveAsync(new InstanceSelection { PatientId = "ID1" }, Cancellation);
        Assert.Equal([AddOutcome.Added], await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation));
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_block_the_next_start()
    {
        await using (var other = Open())
        {
            // What EF Core leaves when the process dies while it migrates.
            Execute(other, "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
            Execute(other, "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2024-01-01')");
        }

        var catalog = await StartAsync();
        Assert.Equal(0, (await catalog.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task Two_that_start_at_once_on_a_new_file_both_start()
    {
        var catalogs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () => await StartAsync(), Cancellation)));
        var instance = new SampleInstance();
        var outcomes = await Task.WhenAll(catalogs.Select(async catalog => (await catalog.AddAsync([instance.ToEntry()], Cancellation))[0]));
        Assert.Equal(1, outcomes.Count(outcome => outcome == AddOutcome.Added));
    }

    [Fact]
    public async Task After_stop_calls_are_refused()
    {
        var catalog = await StartAsync();
        await catalog.StopAsync(Cancellation);
        await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([new SampleInstance().ToEntry()], Cancellation));
        await Assert.ThrowsAsync<CatalogException>(async () => await catalog.CountAsync(Cancellation));
    }

    [Fact]
    public async Task The_file_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await StartAsync();
        foreach (var file in Directory.GetFiles(_context.DataFolder, "catalog.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData(5, CatalogFaultKind.Unavailable)]
    [InlineData(10, CatalogFaultKind.Unavailable)]
    [InlineData(13, CatalogFaultKind.Unavailable)]
    [InlineData(8, CatalogFaultKind.Broken)]
    [InlineData(11, CatalogFaultKind.Broken)]
    [InlineData(14, CatalogFaultKind.Broken)]
    [InlineData(26, CatalogFaultKind.Broken)]
    [InlineData(18, CatalogFaultKind.Request)]
    [InlineData(19, CatalogFaultKind.Request)]
    public void Result_codes_have_a_meaning(int code, CatalogFaultKind kind)
    {
        var fault = SqliteFaults.Explain(new SqliteException("x", code), "file.db");
        Assert.Equal(kind, fault.Kind);
        Assert.Equal(kind == CatalogFaultKind.Unavailable, fault.ToException(new IOException()).IsTransient);
    }

    private async Task<RelationalCatalog> StartAsync()
    {
        var catalog = new SqliteCatalog(_context, NullLoggerFactory.Instance);
        await catalog.StartAsync(Cancellation);
        lock (_started)
        {
            _started.Add(catalog);
        }

        return catalog;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class TestCatalog(CatalogDialect dialect) : RelationalCatalog(dialect, NullLoggerFactory.Instance);

    // The first connection makes the tables; those after it find that they may only read.
    private sealed class ReadOnlyDisk(SqliteSettings settings) : SqliteDialect(settings)
    {
        private bool _isReadOnly;

        public override System.Data.Common.DbConnection OpenForWriting()
        {
            var connection = (SqliteConnection)base.OpenForWriting();
            if (_isReadOnly)
            {
                Execute(connection, "PRAGMA query_only=1");
            }

            _isReadOnly = true;
            return connection;
        }
    }

    private sealed class SmallDisk(SqliteSettings settings) : SqliteDialect(settings)
    {
        public override System.Data.Common.DbConnection OpenForWriting()
        {
            var connection = (SqliteConnection)base.OpenForWriting();
            Execute(connection, "PRAGMA max_page_count=200");
            return connection;
        }
    }
}
