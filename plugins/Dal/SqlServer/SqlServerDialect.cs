using System.Data.Common;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Dal.SqlServer;

/// <summary>SQL Server with READ_COMMITTED_SNAPSHOT: readers see the last commit and wait for nobody.</summary>
internal class SqlServerDialect(SqlServerSettings settings) : CatalogDialect
{
    private const int CannotOpenDatabase = 4060, DatabaseExists = 1801;

    /// <summary>Waits no longer than the parameter says, and gets the lock, or a negative number.</summary>
    internal const string LockStatement = "DECLARE @result int; EXEC @result = sp_getapplock @Resource = N'gantry', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = @milliseconds; SELECT @result";

    /// <summary>1 where the server is one that this plugin is for, and 1 where its readers do not wait for writers.</summary>
    internal const string CheckStatement = """
        SELECT CASE WHEN CAST(SERVERPROPERTY('EngineEdition') AS int) IN (5, 8) OR CAST(SERVERPROPERTY('ProductMajorVersion') AS int) >= 15 THEN 1 ELSE 0 END,
            CAST(is_read_committed_snapshot_on AS int) FROM sys.databases WHERE name = DB_NAME()
        """;

    public override int MaximumReaders => settings.Values.MaximumReaders;

    public override void AddEntityFramework(IServiceCollection services) => services.AddEntityFrameworkSqlServer();

    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework) =>
        new SqlServerCatalogContext(Options<SqlServerCatalogContext>(entityFramework).UseSqlServer(connection).Options);

    public override DbConnection OpenForWriting()
    {
        try
        {
            return Open();
        }
        catch (SqlException exception) when (exception.Number == CannotOpenDatabase && settings.Values.CreateDatabase)
        {
            CreateDatabase();
            return Open();
        }
    }

    public override DbConnection OpenForReading() => Open();

    public override string Describe(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return $"SQL Server {connection.ServerVersion}, {settings.Place}";
    }

    public override void Check(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = CheckStatement;
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetInt32(0) == 0)
        {
            throw new CatalogException($"The server of {settings.Place} is older than SQL Server 2019.") { IsTransient = false };
        }

        if (reader.GetInt32(1) == 0)
        {
            throw new CatalogException($"Readers of {settings.Place} would wait for writers: ALTER DATABASE ... SET READ_COMMITTED_SNAPSHOT ON is needed once.") { IsTransient = false };
        }
    }

    public override async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        // Ends with its connection, however that ends.
        var connection = Open();
        try
        {
            var command = new SqlCommand(LockStatement, connection) { CommandTimeout = 0 };
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.AddWithValue("@milliseconds", settings.Values.LockTimeoutSeconds * 1000);
                return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is int and >= 0
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

    public override string Unindexed(string column) => $"{column} + N''";

    public override string Limited(string select, int rows)
    {
        ArgumentNullException.ThrowIfNull(select);
        return string.Create(CultureInfo.InvariantCulture, $"SELECT TOP({rows}){select.AsSpan("SELECT".Length)}");
    }

    public override string InsertReturning(InsertStatement insert, string id) => $"{insert}; SELECT CAST(SCOPE_IDENTITY() AS bigint)";

    public override string? BeforeKeyedInsert(string table) => $"SET IDENTITY_INSERT {table} ON";

    public override string? AfterKeyedInsert(string table, string key) => $"SET IDENTITY_INSERT {table} OFF"; // the next key follows by itself

    public override InstanceInserter CreateInserter(DbConnection connection, ISqlGenerationHelper sql) => new MultiRowInserter(connection, sql);

    public override CatalogFault Explain(Exception exception) => SqlServerFaults.Explain(exception, settings.Place);

    /// <summary>What is said on each new connection.</summary>
    internal static string SessionStatement(int lockTimeoutSeconds) =>
        string.Create(CultureInfo.InvariantCulture, $"SET LOCK_TIMEOUT {lockTimeoutSeconds * 1000}; SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET XACT_ABORT OFF; SET NOCOUNT OFF");

    /// <summary>What makes the database.</summary>
    internal static string[] CreateStatements(string database)
    {
        var name = $"[{database.Replace("]", "]]", StringComparison.Ordinal)}]";
        return [$"CREATE DATABASE {name}", $"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON"];
    }

    private void CreateDatabase()
    {
        using var connection = new SqlConnection(new SqlConnectionStringBuilder(settings.Address.ConnectionString) { InitialCatalog = "master" }.ConnectionString);
        connection.Open();
        try
        {
            foreach (var statement in CreateStatements(settings.Address.InitialCatalog))
            {
                using var command = connection.CreateCommand();
#pragma warning disable CA2100 // An identifier cannot be a parameter; it is quoted.
                command.CommandText = statement;
#pragma warning restore CA2100
                command.ExecuteNonQuery();
            }
        }
        catch (SqlException exception) when (exception.Number == DatabaseExists)
        {
            return; // somebody else has just done it
        }
    }

    private SqlConnection Open()
    {
        Cultures.Use();
        var connection = new SqlConnection(settings.Address.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A number and constants.
            command.CommandText = SessionStatement(settings.Values.LockTimeoutSeconds);
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
