using System.Data.Common;

namespace Gantry.Dal.Testing;

/// <summary>SQL of the tests' own, on any connection.</summary>
public static class SqlConnections
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs a statement, or several.</summary>
    public static async Task ExecuteAsync(this DbConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Each row of an answer as one text.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(this DbConnection connection, string sql)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        }

        return rows;
    }
}
