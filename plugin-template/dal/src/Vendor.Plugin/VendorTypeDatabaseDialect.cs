using System.Data.Common;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace VendorNamespace;

/// <summary>What this database does its own way: connections, a few words of SQL, a lock, and what its errors mean.</summary>
internal sealed class VendorTypeDatabaseDialect(string file) : CatalogDialect
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public override string Description => $"SQLite {new SqliteConnection().ServerVersion}, {file}";

    public override void AddEntityFramework(IServiceCollection services) => services.AddEntityFrameworkSqlite();

    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework) => new VendorTypeDatabaseContext(
        new DbContextOptionsBuilder<VendorTypeDatabaseContext>()
            .UseInternalServiceProvider(entityFramework) // ends with the catalog; EF Core's own would keep this plugin in memory
            .UseSqlite(connection)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options);

    // What is committed is durable: with a write-ahead log that takes synchronous=FULL.
    public override DbConnection OpenForWriting() => Open("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");

    public override DbConnection OpenForReading() => Open("PRAGMA query_only=1;");

    // BEGIN IMMEDIATE: a transaction that reads first and writes later could not be saved from SQLITE_BUSY by waiting.
    public override DbTransaction BeginWriting(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    // EF Core's own lock is a row, which stays when the process is killed; then everyone would wait for ever.
    public override void PrepareMigration(CatalogContext context) => context.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");

    public override async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream($"{file}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception is not DirectoryNotFoundException)
            {
                if (attempt == 600)
                {
                    throw new CatalogException($"Another process is migrating the catalog: {file}.lock is locked.", exception);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(false);
        }
    }

    public override CatalogFault Explain(Exception exception) => exception switch
    {
        CatalogException own => new(own.IsTransient ? CatalogFaultKind.Unavailable : CatalogFaultKind.Request, own.Message),
        DbUpdateException { InnerException: { } inner } => Explain(inner),
        SqliteException { SqliteErrorCode: Busy or Locked or IoError or Full } sqlite => new(CatalogFaultKind.Unavailable, Sentence(sqlite)),
        SqliteException { SqliteErrorCode: ReadOnly or Corrupt or CannotOpen or NotADatabase } sqlite => new(CatalogFaultKind.Broken, Sentence(sqlite)),
        SqliteException sqlite => new(CatalogFaultKind.Request, Sentence(sqlite)),
        IOException io => new(CatalogFaultKind.Unavailable, $"The catalog file {file} cannot be used: {io.Message}"),
        UnauthorizedAccessException => new(CatalogFaultKind.Broken, $"The catalog file {file} cannot be used: no permission."),
        _ => new(CatalogFaultKind.Request, $"The catalog failed: {exception.GetType().Name}: {exception.Message}"),
    };

    private string Sentence(SqliteException exception) => $"The catalog file {file} could not be used (SQLite {exception.SqliteExtendedErrorCode}).";

    private SqliteConnection Open(string pragmas)
    {
        // No pool: it would outlive this plugin.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, ForeignKeys = true, DefaultTimeout = 30 }.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
