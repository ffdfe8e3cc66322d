using System.Data.Common;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Gantry.Dal.MySql;

/// <summary>MariaDB and MySQL with InnoDB: readers see the last commit and wait for nobody.</summary>
internal sealed class MySqlDialect(MySqlSettings settings) : CatalogDialect
{
    private static readonly Version OldestMySql = new(8, 0), OldestMariaDb = new(10, 6);
    private ServerVersion? _version;

    public override int MaximumReaders => settings.Values.MaximumReaders;

    public override void AddEntityFramework(IServiceCollection services) => services.AddEntityFrameworkMySql();

    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework)
    {
        // Kept: all contexts of one set of services must be given the same.
        _version ??= ServerVersion.Parse(connection.ServerVersion);
        return new MySqlCatalogContext(Options<MySqlCatalogContext>(entityFramework).UseMySql(connection, _version).Options);
    }

    public override DbConnection OpenForWriting()
    {
        try
        {
            return Open("READ WRITE");
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.UnknownDatabase && settings.Values.CreateDatabase)
        {
            CreateDatabase();
            return Open("READ WRITE");
        }
    }

    public override DbConnection OpenForReading() => Open("READ ONLY");

    public override string Describe(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var version = ServerVersion.Parse(connection.ServerVersion);
        return $"{(version.Type == Pomelo.EntityFrameworkCore.MySql.Infrastructure.ServerType.MariaDb ? "MariaDB" : "MySQL")} {version.Version}, {settings.Place}";
    }

    public override void Check(DbConnection connection)
    {
        var version = ServerVersion.Parse(connection.ServerVersion);
        var oldest = version.Type == Pomelo.EntityFrameworkCore.MySql.Infrastructure.ServerType.MariaDb ? OldestMariaDb : OldestMySql;
        if (version.Version < oldest)
        {
            throw new CatalogException($"The server of {settings.Place} is {version.TypeIdentifier} {version.Version}; {oldest} or later is needed.") { IsTransient = false };
        }
    }

    public override async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        // Ends with its connection, however that ends.
        var connection = Open("READ WRITE");
        try
        {
            var command = new MySqlCommand("SELECT GET_LOCK(CONCAT('gantry.', MD5(DATABASE())), @seconds)", connection);
            await using (command.ConfigureAwait(false))
            {
                command.CommandTimeout = 0;
                command.Parameters.AddWithValue("@seconds", settings.Values.LockTimeoutSeconds);
                return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is 1L or 1
                    ? connection
                    : throw new CatalogException("Another process is migrating the catalog.");
            }
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override string Unindexed(string column) => $"CONCAT({column}, '')";

    public override string InsertReturning(InsertStatement insert, string id) => $"{insert}; SELECT LAST_INSERT_ID()";

    public override InstanceInserter CreateInserter(DbConnection connection, ISqlGenerationHelper sql) => new MultiRowInserter(connection, sql);

    public override CatalogFault Explain(Exception exception) => MySqlFaults.Explain(exception, settings.Place);

    private void CreateDatabase()
    {
        using var connection = new MySqlConnection(new MySqlConnectionStringBuilder(settings.Address.ConnectionString) { Database = "" }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        var name = settings.Address.Database.Replace("`", "``", StringComparison.Ordinal);
#pragma warning disable CA2100 // An identifier cannot be a parameter; it is quoted.
        command.CommandText = $"CREATE DATABASE IF NOT EXISTS `{name}` CHARACTER SET utf8mb4";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    // What is set here does not depend on how the server is configured: a value that does not fit is refused, not cut, and a backslash is an escape.
    private MySqlConnection Open(string access)
    {
        var connection = new MySqlConnection(settings.Address.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            var seconds = settings.Values.LockTimeoutSeconds;
#pragma warning disable CA2100 // A number and constants.
            command.CommandText = $"SET SESSION sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout={seconds}, lock_wait_timeout={seconds}, default_storage_engine=InnoDB; "
                + $"SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, {access}";
#pragma warning restore CA2100
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
