namespace Gantry.Dal.Relational.Query;

/// <summary>Writes a condition on the rows of a statement.</summary>
/// <param name="text">The statement.</param>
/// <param name="isIndexed">True to write it such that an index serves it, false such that none does.</param>
internal delegate void RowCondition(StatementText text, bool isIndexed);
