using System.Data.Common;
using Gantry.Dal.Relational;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.SqlServer.Tests.Captured;

/// <summary>SQL Server's dialect on connections that are captured.</summary>
internal sealed class CapturedDialect(SqlServerSettings settings, string file) : SqlServerDialect(settings)
{
    public override DbConnection OpenForWriting() => Open();

    public override DbConnection OpenForReading() => Open();

    // Asks of the server what it is.
    public override void Check(DbConnection connection) => Assert.IsType<CapturedConnection>(connection);

    // SQLite's own faults are none that SQL Server has: what counts is whose fault it is.
    public override CatalogFault Explain(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => new(CatalogFaultKind.Unavailable, "locked"),
        _ => base.Explain(exception),
    };

    private CapturedConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=True;Default Timeout=60");
        connection.Open();
        return new CapturedConnection(connection);
    }
}
