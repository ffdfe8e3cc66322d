using System.Data;
using System.Data.Common;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>
/// Inserts many rows by one statement, after another has told which are there already: two round trips for many rows. For databases that know no INSERT
/// that passes over what is there and tells what it did.
/// </summary>
/// <remarks>
/// Whoever inserts the same instance in between makes the statement fail; then the group is done again one by one, and finds it. The numbers of rows are
/// powers of two, so that few statements are prepared.
/// </remarks>
public sealed class MultiRowInserter(DbConnection connection, ISqlGenerationHelper sql) : InstanceInserter
{
    private const int MaximumRows = 64;
    private const int MaximumBytes = 1024 * 1024;
    private readonly InsertStatement _insert = InstanceColumns.Insert(sql);
    private readonly Dictionary<int, DbCommand> _find = [];
    private readonly Dictionary<int, DbCommand> _add = [];

    public override IReadOnlySet<string> Insert(DbTransaction transaction, IReadOnlyList<Instance> instances)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(instances);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rows in Parts(instances))
        {
            var command = Bound(_find, rows.Count, Find, transaction);
            for (var i = 0; i < rows.Count; i++)
            {
                command.Parameters[i].Value = rows[i].Uid;
            }

            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                known.Add(reader.GetString(0));
            }
        }

        List<Instance> missing = [.. instances.Where(instance => !known.Contains(instance.Uid))];
        foreach (var rows in Parts(missing))
        {
            var command = Bound(_add, rows.Count, Add, transaction);
            for (var i = 0; i < command.Parameters.Count; i++)
            {
                var (row, column) = Math.DivRem(i, InstanceColumns.All.Length);
                command.Parameters[i].Value = InstanceColumns.All[column].Value(rows[row]);
            }

            command.ExecuteNonQuery();
        }

        return missing.Select(instance => instance.Uid).ToHashSet(StringComparer.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in _find.Values.Concat(_add.Values))
            {
                command.Dispose();
            }
        }
    }

    private static IEnumerable<List<Instance>> Parts(IReadOnlyList<Instance> instances)
    {
        for (var begin = 0; begin < instances.Count;)
        {
            var (count, bytes) = (0, 0);
            while (count < MaximumRows && begin + count < instances.Count && (count == 0 || bytes + instances[begin + count].Attributes.Length <= MaximumBytes))
            {
                bytes += instances[begin + count++].Attributes.Length;
            }

            count = 1 << (int)Math.Log2(count);
            yield return [.. instances.Skip(begin).Take(count)];
            begin += count;
        }
    }

    private static DbCommand Bound(Dictionary<int, DbCommand> commands, int rows, Func<int, DbCommand> make, DbTransaction transaction)
    {
        if (!commands.TryGetValue(rows, out var command))
        {
            command = make(rows);
            command.Transaction = transaction;
            command.Prepare();
            commands.Add(rows, command);
        }

        command.Transaction = transaction;
        return command;
    }

    private DbCommand Find(int rows)
    {
        var command = connection.CreateCommand();
        var names = Enumerable.Range(0, rows).Select(i => Parameter(command, i, InstanceColumns.All[0]));
        command.CommandText = $"SELECT {_insert.Key} FROM {_insert.Table} WHERE {_insert.Key} IN ({string.Join(", ", names)})";
        return command;
    }

    private DbCommand Add(int rows)
    {
        var command = connection.CreateCommand();
        var columns = InstanceColumns.All.Length;
        var values = Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", InstanceColumns.All.Select((column, i) => Parameter(command, (row * columns) + i, column)))})");
        command.CommandText = $"INSERT INTO {_insert.Table} ({_insert.ColumnList}) VALUES {string.Join(", ", values)}";
        return command;
    }

    private string Parameter(DbCommand command, int index, InstanceColumn column)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = sql.GenerateParameterName($"p{index}");
        parameter.DbType = column.Type;
        parameter.Size = column.Size;
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
