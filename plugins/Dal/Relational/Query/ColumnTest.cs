namespace Gantry.Dal.Relational.Query;

/// <summary>Writes a test of a column.</summary>
/// <param name="text">The statement.</param>
/// <param name="column">The column.</param>
/// <param name="isIndexed">True to write it such that an index serves it, false such that none does.</param>
internal delegate void ColumnTest(StatementText text, KeyColumn column, bool isIndexed);
