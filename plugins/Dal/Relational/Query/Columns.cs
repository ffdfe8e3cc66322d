using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace Gantry.Dal.Relational.Query;

/// <summary>Puts conditions on columns together.</summary>
internal static class Columns
{
    /// <summary>A test of a column as a condition on the row.</summary>
    public static Expression<Func<TRow, bool>> On<TRow, TValue>(Expression<Func<TRow, TValue>> column, Expression<Func<TValue, bool>> test) =>
        Expression.Lambda<Func<TRow, bool>>(ReplacingExpressionVisitor.Replace(test.Parameters[0], column.Body, test.Body), column.Parameters);
}
