using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Sqlite;

/// <summary>SQLite in write-ahead mode: one writer, and readers who see the last commit.</summary>
internal class SqliteDialect(SqliteSettings settings) : CatalogDialect
{
    private const long LargestCheckedAfterCrash = 4L * 1024 * 1024 * 1024;

    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMilliseconds(10);

    private readonly StrongBox<int> _writers = WritersOfFile.Of(settings.File);

    public override void AddEntityFramework(IServiceCollection services) => services.AddEntityFrameworkSqlite();

    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework) =>
        new SqliteCatalogContext(Options<SqliteCatalogContext>(entityFramework).UseSqlite(connection).Options);

    // With WAL, only synchronous=FULL syncs before a commit returns; NORMAL acknowledges commits whose sync failed or never ran.
    public override DbConnection OpenForWriting()
    {
        CreateFile();
        var connection = Open($"PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint={WalCheckpoints.LastResortPages}; PRAGMA cache_size=-32768;");
        if (Ask(connection, "PRAGMA journal_mode=WAL") is "wal")
        {
            WritersOfFile.Add(connection, settings.File);
            return connection;
        }

        connection.Dispose();
        throw new CatalogException($"SQLite cannot use its write-ahead log for {settings.File}: is it on a network file system? It must be on a local disk.") { IsTransient = false };
    }

    // The log is written in order in both cases, and synced before anything of it goes into the database: NORMAL can lose the last commits, never harm the file.
    public override bool DefersDurability => true;

    // Some of each page that changes costs as much as all of it: what forty instances share is written once.
    public override TimeSpan HoldsTransactions => Volatile.Read(ref _writers.Value) <= 1 ? LongestTransaction : TimeSpan.Zero;

    public override string Durability(bool isAtOnce) => isAtOnce ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";

    // A number that nobody reads, and that has to be another one, or nothing is written.
    public override string Barrier => $"PRAGMA user_version={Random.Shared.Next()}";

    public override bool IsSyncFailure(Exception exception) => exception is SqliteException { SqliteErrorCode: SqliteFaults.IoError };

    // Whoever reads makes no file, which SQLite would.
    public override DbConnection OpenForReading() => File.Exists(settings.File)
        ? Open("PRAGMA query_only=1; PRAGMA mmap_size=1073741824; PRAGMA cache_size=-8192;")
        : throw new CatalogException($"There is no file {settings.File} yet; it is made when the catalog is there for the first time.") { IsTransient = false };

    public override string Describe(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return $"SQLite {connection.ServerVersion}, {settings.File}";
    }

    public override IAsyncDisposable StartUpkeep(ILogger logger) => new WalCheckpoints(settings.File, OpenForUpkeep, logger);

    public override IReadOnlyList<string> Inspect(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(20)";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return lines is ["ok"] ? [] : [SqliteFaults.Damaged(settings.File, "integrity_check"), .. lines];
    }

    public override void Check(DbConnection connection)
    {
        if (IsToBeChecked && Ask((SqliteConnection)connection, "PRAGMA quick_check(1)") is not "ok")
        {
            throw new CatalogException(SqliteFaults.Damaged(settings.File, "quick_check")) { IsTransient = false };
        }
    }

    // Whoever closes a database properly leaves no log, or an empty one, behind.
    private bool IsToBeChecked => settings.CheckAtStart switch
    {
        SqliteCheck.Always => true,
        SqliteCheck.AfterCrash => new FileInfo($"{settings.File}-wal") is { Exists: true, Length: > 0 } && new FileInfo(settings.File) is { Exists: true, Length: <= LargestCheckedAfterCrash },
        _ => false,
    };

    private SqliteConnection OpenForUpkeep() => Open("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-1024;");

    public override async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken) =>
        await MigrationLock.AcquireAsync($"{settings.File}.lock", settings.BusyTimeout, cancellationToken).ConfigureAwait(false);

    // EF Core's own lock is a row, which stays when the process is killed; then everyone would wait for ever.
    public override void PrepareMigration(CatalogContext context) => context.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");

    // BEGIN IMMEDIATE: a transaction that reads first and writes later could not be saved from SQLITE_BUSY by waiting.
    public override DbTransaction BeginWriting(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public override WriteCommand PrepareWrite(DbConnection connection, string sql, IEnumerable<(string Name, DbType Type)> parameters) =>
        new SqliteWriteCommand((SqliteConnection)connection, sql, [.. parameters.Select(parameter => parameter.Name)]);

    // RETURNING makes SQLite keep each page that the statement changes in a temporary file, as it does for triggers: six writes for a row of the transaction log.
    public override string InsertReturning(InsertStatement insert, string id) => $"{insert}; SELECT last_insert_rowid()";

    public override CatalogFault Explain(Exception exception) => SqliteFaults.Explain(exception, settings.File);

    // Patient data for this user alone; SQLite gives its -wal and -shm files the same rights.
    private void CreateFile()
    {
        if (!File.Exists(settings.File) && !OperatingSystem.IsWindows())
        {
            new FileStream(settings.File, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = settings.File,
            Pooling = false, // connections are kept open here, and closed for good when the catalog stops
            ForeignKeys = true,
            DefaultTimeout = (int)Math.Ceiling(settings.BusyTimeout.TotalSeconds),
        }.ConnectionString);
        try
        {
            connection.Open();
            Ask(connection, pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static object? Ask(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = pragmas;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
