using System.Linq.Expressions;

namespace Gantry.Dal.Relational.Query;

/// <summary>A condition that narrows a statement; what it lets through is matched afterwards.</summary>
/// <param name="Rank">The lower, the fewer rows an index on its column would have to give; null where it should not drive a statement.</param>
/// <param name="Indexed">The condition such that an index serves it.</param>
/// <param name="Unindexed">The condition such that none does.</param>
internal sealed record NarrowingCondition(int? Rank, Expression<Func<LevelRow, bool>> Indexed, Expression<Func<LevelRow, bool>> Unindexed)
{
    /// <summary>A condition on columns of which one must pass the test.</summary>
    public static NarrowingCondition On(int? rank, TextTest test, params IReadOnlyList<Expression<Func<LevelRow, string>>> columns) => new(
        rank,
        Columns.Or([.. columns.Select(column => Columns.On(column, test.Test))]),
        Columns.Or([.. columns.Select(column => Columns.On(Columns.Unindexed(column), test.Test))]));

    /// <summary>A condition that never drives a statement.</summary>
    public static NarrowingCondition Filter(Expression<Func<LevelRow, bool>> condition) => new(null, condition, condition);
}
