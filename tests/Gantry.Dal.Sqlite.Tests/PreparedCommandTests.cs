using System.Data;
using Gantry.Dal.Relational.Ingest;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class PreparedCommandTests
{
    [Fact]
    public void Text_of_any_length_is_stored_whole_by_one_command()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = new PreparedCommand(connection, "SELECT length(@p0)", [("@p0", DbType.String)]);
        foreach (var length in (int[])[1, 4000, 4001, 100_000, 10])
        {
            Assert.Equal((long)length, command.Scalar(transaction, new string('x', length)));
        }
    }
}
