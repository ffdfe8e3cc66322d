namespace Gantry.Dal.Relational.Query;

/// <summary>A condition that narrows a statement; what it lets through is matched afterwards.</summary>
/// <param name="Rank">The lower, the fewer rows an index on its column would have to give; null where it should not drive a statement.</param>
/// <param name="Write">Writes it.</param>
internal sealed record NarrowingCondition(int? Rank, RowCondition Write)
{
    /// <summary>A condition on columns of which one must pass the test.</summary>
    public static NarrowingCondition On(int? rank, TextTest test, params IReadOnlyList<KeyColumn> columns) => new(rank, (text, isIndexed) =>
    {
        text.Add("(");
        for (var i = 0; i < columns.Count; i++)
        {
            text.Add(i == 0 ? "" : " OR ");
            test.Write(text, columns[i], isIndexed);
        }

        text.Add(")");
    });

    /// <summary>A condition that a column has one of several values; irregular ones do not count.</summary>
    public static NarrowingCondition Among(int? rank, KeyColumn column, IReadOnlyList<string> values) => new(rank, (text, isIndexed) => text.Among(column, isIndexed, values));

    /// <summary>A condition that the patient is one of several.</summary>
    public static NarrowingCondition OfPatients(int rank, IReadOnlyList<long> patients) => new(rank, (text, isIndexed) => text.Among(KeyColumn.Patient, isIndexed, patients));

    /// <summary>A condition that this one holds, or another does.</summary>
    public NarrowingCondition Or(NarrowingCondition other) => this with
    {
        Write = (text, isIndexed) =>
        {
            text.Add("(");
            Write(text, isIndexed);
            text.Add(" OR ");
            other.Write(text, isIndexed);
            text.Add(")");
        },
    };
}
