using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.SqlServer.Tests.Captured;

/// <summary>
/// A connection of which EF Core and the writer believe that it is one to SQL Server. Each statement is parsed as SQL Server would, and asked of an SQLite
/// database with the same tables, so that the catalog goes on as it would.
/// </summary>
internal sealed class CapturedConnection(SqliteConnection sqlite) : DbConnection
{
    public SqliteConnection Sqlite => sqlite;

    [AllowNull]
    public override string ConnectionString { get; set; } = "Data Source=captured;Initial Catalog=captured";

    public override string Database => "captured";

    public override string DataSource => "captured";

    public override string ServerVersion => "15.00.2000";

    public override ConnectionState State => sqlite.State;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => sqlite.Open();

    public override void Close() => sqlite.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new CapturedTransaction(this, sqlite.BeginTransaction(deferred: false));

    protected override DbCommand CreateDbCommand() => new CapturedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sqlite.Dispose();
        }

        base.Dispose(disposing);
    }
}
