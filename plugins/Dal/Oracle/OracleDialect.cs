using System.Data.Common;
using Gantry.Contracts;
using Gantry.Dal.Oracle.Text;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Oracle.ManagedDataAccess.Client;

namespace Gantry.Dal.Oracle;

/// <summary>Oracle: readers see the last commit and wait for nobody.</summary>
internal sealed class OracleDialect(OracleCatalogSettings settings) : CatalogDialect
{
    public override void AddEntityFramework(IServiceCollection services) => services.AddEntityFrameworkOracle();

    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework) =>
        new OracleCatalogContext(Options<OracleCatalogContext>(entityFramework).UseOracle(connection).Options);

    public override DbConnection OpenForWriting() => OpenForReading();

    public override DbConnection OpenForReading()
    {
        var connection = new OracleConnection(new OracleConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new OracleCommand(OracleStatements.Session, connection);
        command.ExecuteNonQuery();
        return connection;
    }

    public override string Describe(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return $"Oracle {connection.ServerVersion}, {connection.DataSource}";
    }

    public override void Check(DbConnection connection) => RequireVersion(connection, "The server is Oracle", OracleStatements.OldestVersion);

    public override async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        var connection = (OracleConnection)OpenForReading(); // the lock ends with it, however that ends
        using var command = new OracleCommand(OracleStatements.Lock, connection);
        var result = command.Parameters.Add(":result", OracleDbType.Int32, System.Data.ParameterDirection.Output);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return result.Value?.ToString() is "0" or "4" ? connection : throw new CatalogException("Another process is migrating the catalog.");
    }

    public override string Unindexed(string column) => column; // an empty text would be null; and the planner has statistics of its own

    public override string Limited(string select, int rows) => OracleStatements.Limited(select, rows);

    public override string InsertReturning(InsertStatement insert, string id) => OracleStatements.InsertReturning(insert, id);

    public override string InsertUnlessPresent(InsertStatement insert) => OracleStatements.InsertUnlessPresent(insert);

    public override string AfterKeyedInsert(string table, string key) => OracleStatements.AfterKeyedInsert(table, key);

    public override CatalogFault Explain(Exception exception) =>
        exception is OracleException oracle ? OracleFaults.Explain(oracle.Number) : base.Explain(exception);
}
