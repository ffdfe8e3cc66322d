using System.Data.Common;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gantry.Dal.PostgreSql;

/// <summary>PostgreSQL: readers see the last commit and wait for nobody; statements that come again are prepared by the driver.</summary>
internal sealed class PostgreSqlDialect(PostgreSqlSettings settings) : CatalogDialect
{
    private const int OldestVersion = 12;

    public override int MaximumReaders => settings.Values.MaximumReaders;

    public override void AddEntityFramework(IServiceCollection services) => services.AddEntityFrameworkNpgsql();

    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework) =>
        new PostgreSqlCatalogContext(Options<PostgreSqlCatalogContext>(entityFramework).UseNpgsql(connection).Options);

    public override DbConnection OpenForWriting()
    {
        var durability = settings.Values.SynchronousCommit switch
        {
            SynchronousCommit.Local => "local",
            SynchronousCommit.Off => "off",
            _ => "on",
        };
        var address = settings.ConnectionString($"-c synchronous_commit={durability}");
        try
        {
            return Open(address);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName && settings.Values.CreateDatabase)
        {
            CreateDatabase();
            return Open(address);
        }
    }

    public override DbConnection OpenForReading() => Open(settings.ConnectionString("-c default_transaction_read_only=on"));

    public override string Describe(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return $"PostgreSQL {connection.ServerVersion}, {settings.Place}";
    }

    public override void Check(DbConnection connection)
    {
        RequireVersion(connection, $"The server of {settings.Place} is PostgreSQL", OldestVersion);
        if (((NpgsqlConnection)connection).PostgresParameters.GetValueOrDefault("server_encoding") is not "UTF8" and var encoding)
        {
            throw new CatalogException($"The database {settings.Place} is encoded in {encoding}, which cannot hold every name; one with ENCODING 'UTF8' is needed.") { IsTransient = false };
        }
    }

    public override async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken) =>
        await MigrationLock.AcquireAsync(Open(settings.ConnectionString("")), TimeSpan.FromSeconds(settings.Values.LockTimeoutSeconds), cancellationToken).ConfigureAwait(false);

    // The sequence behind an identity column does not see the values that rows bring.
    public override string? AfterKeyedInsert(string table, string key)
    {
        var sequence = $"pg_get_serial_sequence('{table}', '{key}')";
        return $"SELECT setval({sequence}, GREATEST((SELECT MAX(\"{key}\") FROM {table}), nextval({sequence})))";
    }

    public override InstanceInserter CreateInserter(DbConnection connection, ISqlGenerationHelper sql) => new ArrayInserter((NpgsqlConnection)connection, sql);

    public override CatalogFault Explain(Exception exception) => PostgreSqlFaults.Explain(exception, settings.Place);

    private void CreateDatabase()
    {
        using var connection = Open(new NpgsqlConnectionStringBuilder(settings.Address.ConnectionString) { Database = "postgres" }.ConnectionString);
        using var command = connection.CreateCommand();
        var name = settings.Address.Database!.Replace("\"", "\"\"", StringComparison.Ordinal);
#pragma warning disable CA2100 // An identifier cannot be a parameter; it is quoted.
        command.CommandText = $"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0";
#pragma warning restore CA2100
        try
        {
            command.ExecuteNonQuery();
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            return; // somebody else has just done it
        }
    }

    private static NpgsqlConnection Open(string address)
    {
        var connection = new NpgsqlConnection(address);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
