using System.Data;
using System.Data.Common;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Gantry.Dal.PostgreSql;

/// <summary>Inserts a group by one statement, with an array for each column: one round trip and one plan, however many rows there are.</summary>
internal sealed class ArrayInserter : InstanceInserter
{
    private readonly NpgsqlCommand _command;

    public ArrayInserter(NpgsqlConnection connection, ISqlGenerationHelper sql)
    {
        var insert = InstanceColumns.Insert(sql);
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns alone: every value is a parameter.
        _command.CommandText = $"INSERT INTO {insert.Table} ({insert.ColumnList}) SELECT * FROM unnest({insert.ValueList}) ON CONFLICT ({insert.Key}) DO NOTHING RETURNING {insert.Key}";
#pragma warning restore CA2100
        for (var i = 0; i < InstanceColumns.All.Length; i++)
        {
            _command.Parameters.Add(new NpgsqlParameter(sql.GenerateParameterName($"p{i}"), NpgsqlDbType.Array | TypeOf(InstanceColumns.All[i])));
        }
    }

    public override IReadOnlySet<string> Insert(DbTransaction transaction, IReadOnlyList<Instance> instances)
    {
        _command.Transaction = (NpgsqlTransaction)transaction;
        for (var i = 0; i < InstanceColumns.All.Length; i++)
        {
            _command.Parameters[i].Value = Column(InstanceColumns.All[i], instances);
        }

        var inserted = new HashSet<string>(instances.Count, StringComparer.Ordinal);
        using var reader = _command.ExecuteReader();
        while (reader.Read())
        {
            inserted.Add(reader.GetString(0));
        }

        return inserted;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _command.Dispose();
        }
    }

    private static Array Column(InstanceColumn column, IReadOnlyList<Instance> instances) => column.Type switch
    {
        DbType.String => Values<string>(column, instances),
        DbType.Int32 => Values<int>(column, instances),
        DbType.Int64 => Values<long>(column, instances),
        _ => Values<byte[]>(column, instances),
    };

    private static T[] Values<T>(InstanceColumn column, IReadOnlyList<Instance> instances)
    {
        var values = new T[instances.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (T)column.Value(instances[i]);
        }

        return values;
    }

    private static NpgsqlDbType TypeOf(InstanceColumn column) => column.Type switch
    {
        DbType.String => NpgsqlDbType.Varchar,
        DbType.Int32 => NpgsqlDbType.Integer,
        DbType.Int64 => NpgsqlDbType.Bigint,
        _ => NpgsqlDbType.Bytea,
    };
}
