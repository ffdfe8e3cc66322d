using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.SqlServer.Tests.Captured;

/// <summary>A command with SQL Server's text and parameters, which SQLite answers.</summary>
internal sealed class CapturedCommand(CapturedConnection connection) : DbCommand
{
    private static readonly ConcurrentDictionary<string, string> Translated = new(StringComparer.Ordinal);
    private readonly SqlCommand _parameters = new();

    /// <summary>Every text that was parsed.</summary>
    public static ICollection<string> Statements => Translated.Keys;

    /// <summary>What the parsers did not take.</summary>
    public static ConcurrentQueue<string> Faults { get; } = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => throw new NotSupportedException();

    // As the real one: a size that is not told cannot be guessed for values to come.
    public override void Prepare()
    {
        if (_parameters.Parameters.Cast<SqlParameter>().FirstOrDefault(parameter => parameter is { DbType: DbType.String or DbType.Binary, Size: 0 }) is { } parameter)
        {
            throw new InvalidOperationException($"Prepare needs the size of {parameter.ParameterName}.");
        }
    }

    public override int ExecuteNonQuery()
    {
        using var command = Translate();
        return command.ExecuteNonQuery();
    }

    public override object? ExecuteScalar()
    {
        using var command = Translate();
        return command.ExecuteScalar();
    }

    protected override DbParameter CreateDbParameter() => new SqlParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var command = Translate();
        try
        {
            return command.ExecuteReader(behavior);
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _parameters.Dispose();
        }

        base.Dispose(disposing);
    }

    private SqliteCommand Translate()
    {
        // 2,100 parameters is what SQL Server bears.
        Assert.InRange(_parameters.Parameters.Count, 0, 2100);
        var command = connection.Sqlite.CreateCommand();
        command.Transaction = (DbTransaction as CapturedTransaction)?.Sqlite;
        command.CommandText = Translated.GetOrAdd(CommandText, Parse);
        foreach (SqlParameter parameter in _parameters.Parameters)
        {
            Assert.True(parameter.Size <= 0 || parameter.Value is not string text || text.Length <= parameter.Size, $"SQL Server would cut {parameter.ParameterName}.");
            command.Parameters.AddWithValue(parameter.ParameterName.StartsWith('@') ? parameter.ParameterName : $"@{parameter.ParameterName}", parameter.Value ?? DBNull.Value);
        }

        return command;
    }

    private static string Parse(string text)
    {
        try
        {
            return SqliteTranslator.Translate(TransactSql.Parse(text));
        }
        catch (FormatException fault)
        {
            Faults.Enqueue(fault.Message);
            throw;
        }
    }
}
