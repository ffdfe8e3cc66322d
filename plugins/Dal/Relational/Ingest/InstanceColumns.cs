using System.Collections.Immutable;
using System.Data;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>A column that the writer fills in the table of instances.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its parameter.</param>
/// <param name="Size">The most characters of a text; -1 where there is no limit to be told, 0 where the type has its own.</param>
/// <param name="Value">Its value in a row.</param>
public sealed record InstanceColumn(string Name, DbType Type, int Size, Func<Instance, object> Value);

/// <summary>The columns that the writer fills in the table of instances: the UID first.</summary>
public static class InstanceColumns
{
    /// <summary>All of them; the key is the database's to make.</summary>
    public static ImmutableArray<InstanceColumn> All { get; } =
    [
        new(nameof(Instance.Uid), DbType.String, KeyLengths.Uid, row => row.Uid),
        new(nameof(Instance.SeriesFk), DbType.Int64, 0, row => row.SeriesFk),
        new(nameof(Instance.SopClassUid), DbType.String, KeyLengths.Uid, row => row.SopClassUid),
        new(nameof(Instance.Number), DbType.Int32, 0, row => row.Number),
        new(nameof(Instance.TransferSyntaxUid), DbType.String, KeyLengths.Uid, row => row.TransferSyntaxUid),
        new(nameof(Instance.Location), DbType.String, KeyLengths.Location, row => row.Location),
        new(nameof(Instance.Length), DbType.Int64, 0, row => row.Length),
        new(nameof(Instance.DataSetOffset), DbType.Int64, 0, row => row.DataSetOffset),
        new(nameof(Instance.SourceAETitle), DbType.String, KeyLengths.AETitle, row => row.SourceAETitle),
        new(nameof(Instance.ReceivedAt), DbType.Int64, 0, row => row.ReceivedAt),
        new(nameof(Instance.Attributes), DbType.Binary, -1, row => row.Attributes),
    ];

    /// <summary>The INSERT of one row, with a parameter <c>p0</c> and so on for each column.</summary>
    public static InsertStatement Insert(ISqlGenerationHelper sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return new(
            sql.DelimitIdentifier("instance"),
            [.. All.Select(column => sql.DelimitIdentifier(column.Name))],
            [.. All.Select((_, i) => sql.GenerateParameterName($"p{i}"))],
            sql.DelimitIdentifier(nameof(Instance.Uid)));
    }
}
