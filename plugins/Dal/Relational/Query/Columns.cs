using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Query;

namespace Gantry.Dal.Relational.Query;

/// <summary>Puts conditions on columns together.</summary>
internal static class Columns
{
    private static readonly MethodInfo Concat = ((Func<string, string, string>)string.Concat).Method;

    /// <summary>A test of a column as a condition on the row.</summary>
    public static Expression<Func<TRow, bool>> On<TRow, TValue>(Expression<Func<TRow, TValue>> column, Expression<Func<TValue, bool>> test) =>
        Expression.Lambda<Func<TRow, bool>>(ReplacingExpressionVisitor.Replace(test.Parameters[0], column.Body, test.Body), column.Parameters);

    /// <summary>
    /// The column as an expression that no index serves. A planner without knowledge of the values takes one condition for as good as another; so
    /// it is left only the one that should drive the statement.
    /// </summary>
    public static Expression<Func<TRow, string>> Unindexed<TRow>(Expression<Func<TRow, string>> column) =>
        Expression.Lambda<Func<TRow, string>>(Expression.Add(column.Body, Expression.Constant(""), Concat), column.Parameters);

    /// <summary>A condition that holds where one of several rows below satisfies another.</summary>
    public static Expression<Func<TRow, bool>> Any<TRow, TChild>(Expression<Func<TRow, IEnumerable<TChild>>> children, Expression<Func<TChild, bool>> condition) =>
        Expression.Lambda<Func<TRow, bool>>(
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(TChild)], children.Body, condition), children.Parameters);

    /// <summary>A condition that holds where one of several does.</summary>
    public static Expression<Func<TRow, bool>> Or<TRow>(IReadOnlyList<Expression<Func<TRow, bool>>> conditions)
    {
        var row = conditions[0].Parameters[0];
        return Expression.Lambda<Func<TRow, bool>>(
            conditions.Select(condition => ReplacingExpressionVisitor.Replace(condition.Parameters[0], row, condition.Body)).Aggregate(Expression.OrElse), row);
    }
}
