using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.SqlServer.Tests.Captured;

/// <summary>A transaction of a <see cref="CapturedConnection"/>.</summary>
internal sealed class CapturedTransaction(CapturedConnection connection, SqliteTransaction sqlite) : DbTransaction
{
    public SqliteTransaction Sqlite => sqlite;

    public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => sqlite.Commit();

    public override void Rollback() => sqlite.Rollback();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sqlite.Dispose();
        }

        base.Dispose(disposing);
    }
}
