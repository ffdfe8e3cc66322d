using System.Collections.Immutable;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>An INSERT of one row, in parts that a dialect can put together its own way. Names are delimited already.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Values">A value for each column: parameters.</param>
/// <param name="Key">The column whose unique index says whether the row is there already.</param>
public sealed record InsertStatement(string Table, ImmutableArray<string> Columns, ImmutableArray<string> Values, string Key)
{
    /// <summary>As standard SQL has it.</summary>
    public override string ToString() => $"INSERT INTO {Table} ({ColumnList}) VALUES ({ValueList})";

    /// <summary>The columns with commas.</summary>
    public string ColumnList => string.Join(", ", Columns);

    /// <summary>The values with commas.</summary>
    public string ValueList => string.Join(", ", Values);
}
