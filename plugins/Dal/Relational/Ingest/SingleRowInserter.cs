using System.Data;
using System.Data.Common;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>One prepared statement, executed for each row: right for a database in the same process.</summary>
internal sealed class SingleRowInserter(CatalogDialect dialect, DbConnection connection, ISqlGenerationHelper sql) : InstanceInserter
{
    private readonly WriteCommand _insert = dialect.PrepareWrite(
        connection,
        dialect.InsertUnlessPresent(InstanceColumns.Insert(sql)),
        InstanceColumns.All.Select((column, i) => (sql.GenerateParameterName($"p{i}"), column.Type)));

    public override IReadOnlySet<string> Insert(DbTransaction transaction, IReadOnlyList<Instance> instances)
    {
        var inserted = new HashSet<string>(instances.Count, StringComparer.Ordinal);
        foreach (var instance in instances)
        {
            if (_insert.Execute(transaction, [.. InstanceColumns.All.Select(column => column.Value(instance))]) > 0)
            {
                inserted.Add(instance.Uid);
            }
        }

        return inserted;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _insert.Dispose();
        }
    }
}
