using System.Data.Common;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dal.Oracle.Text;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Oracle.ManagedDataAccess.Client;

namespace Gantry.Dal.Oracle;

/// <summary>Oracle: readers see the last commit and wait for nobody.</summary>
internal sealed class OracleDialect(OracleCatalogSettings settings) : CatalogDialect
{
    public override void AddEntityFramework(IServiceCollection services) => services.AddEntityFrameworkOracle();

    public override CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework) => new OracleCatalogContext(
        new DbContextOptionsBuilder<OracleCatalogContext>().UseInternalServiceProvider(entityFramework).UseOracle(connection)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)).Options);

    public override DbConnection OpenForWriting() => OpenForReading();

    public override DbConnection OpenForReading()
    {
        var connection = new OracleConnection(new OracleConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new OracleCommand(OracleStatements.Session, connection);
        command.ExecuteNonQuery();
        return connection;
    }

    public override void Check(DbConnection connection)
    {
        if (int.Parse(connection.ServerVersion.Split('.')[0], CultureInfo.InvariantCulture) < OracleStatements.OldestVersion)
        {
            throw new CatalogException($"The server is Oracle {connection.ServerVersion}; {OracleStatements.OldestVersion} or later is needed.") { IsTransient = false };
        }
    }

    public override async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        var connection = (OracleConnection)OpenForReading(); // the lock ends with it, however that ends
        using var command = new OracleCommand(OracleStatements.Lock, connection);
        var result = command.Parameters.Add(":result", OracleDbType.Int32, System.Data.ParameterDirection.Output);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return result.Value?.ToString() is "0" or "4" ? connection : throw new CatalogException("Another process is migrating the catalog.");
    }

    public override string InsertReturning(InsertStatement insert, string id) => OracleStatements.InsertReturning(insert, id);

    public override string InsertUnlessPresent(InsertStatement insert) => OracleStatements.InsertUnlessPresent(insert);

    public override string AfterKeyedInsert(string table, string key) => OracleStatements.AfterKeyedInsert(table, key);

    public override CatalogFault Explain(Exception exception) => exception switch
    {
        CatalogException own => new(own.IsTransient ? CatalogFaultKind.Unavailable : CatalogFaultKind.Request, own.Message),
        OracleException oracle => OracleFaults.Explain(oracle.Number),
        _ => new(CatalogFaultKind.Request, $"The catalog failed with {exception.GetType().Name}."),
    };
}
