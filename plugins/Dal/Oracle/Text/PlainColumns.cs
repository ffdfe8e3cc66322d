using System.Linq.Expressions;

namespace Gantry.Dal.Oracle.Text;

/// <summary>Takes away the empty text that hides a column from the planner: here it would be stored as a blank, and the planner has statistics of its own.</summary>
internal sealed class PlainColumns : ExpressionVisitor
{
    protected override Expression VisitBinary(BinaryExpression node) =>
        node is { NodeType: ExpressionType.Add, Right: ConstantExpression { Value: "" } } ? Visit(node.Left) : base.VisitBinary(node);
}
