using System.Data;
using System.Data.Common;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>A command that is prepared once and kept with its connection.</summary>
internal sealed class PreparedCommand : WriteCommand
{
    // The same for every value: a database that plans by the sizes of parameters would otherwise plan for each length. Longer text has no limit.
    private const int LongestText = 4000;

    private readonly DbCommand _command;

    public PreparedCommand(DbConnection connection, string sql, IEnumerable<(string Name, DbType Type)> parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns alone: every value is a parameter.
        _command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, type) in parameters)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = name;
            parameter.DbType = type;
            parameter.Size = type switch { DbType.String => LongestText, DbType.Binary => -1, _ => 0 };
            _command.Parameters.Add(parameter);
        }
    }

    public override int Execute(DbTransaction transaction, params ReadOnlySpan<object> values) => Bound(transaction, values).ExecuteNonQuery();

    public object? Scalar(DbTransaction transaction, params ReadOnlySpan<object> values) => Bound(transaction, values).ExecuteScalar();

    public DbDataReader Read(DbTransaction transaction, params ReadOnlySpan<object> values) => Bound(transaction, values).ExecuteReader(CommandBehavior.SingleRow);

    /// <summary>Reads outside of a transaction.</summary>
    public Task<DbDataReader> ReadAsync(IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Bind(i, values[i]);
        }

        return _command.ExecuteReaderAsync(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _command.Dispose();
        }
    }

    private DbCommand Bound(DbTransaction transaction, ReadOnlySpan<object> values)
    {
        _command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            Bind(i, values[i]);
        }

        return _command;
    }

    private void Bind(int index, object value)
    {
        var parameter = _command.Parameters[index];
        parameter.Value = value;
        if (parameter.DbType == DbType.String)
        {
            parameter.Size = value is string { Length: > LongestText } ? -1 : LongestText; // drivers cut what is longer
        }
    }
}
