using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Gantry.Dal.SqlServer.Tests.Captured;

/// <summary>Says in SQLite's words what a statement of SQL Server asks for: the few things that the catalog's statements say in another way.</summary>
internal sealed class SqliteTranslator : TSqlFragmentVisitor
{
    private readonly Dictionary<int, string> _replaced = [];
    private readonly Dictionary<int, string> _after = [];
    private readonly IList<TSqlParserToken> _tokens;

    private SqliteTranslator(TSqlFragment fragment) => _tokens = fragment.ScriptTokenStream;

    public static string Translate(TSqlFragment fragment)
    {
        var translator = new SqliteTranslator(fragment);
        fragment.Accept(translator);
        return string.Concat(translator._tokens.Select((token, i) =>
            (translator._replaced.TryGetValue(i, out var text) ? text : token.Text) + translator._after.GetValueOrDefault(i)));
    }

    public override void Visit(QuerySpecification node)
    {
        if (node.TopRowFilter is { } top)
        {
            Replace(top, "");
            _after[node.LastTokenIndex] = _after.GetValueOrDefault(node.LastTokenIndex) + $" LIMIT {Text(top.Expression)}";
        }
    }

    public override void Visit(StringLiteral node)
    {
        if (node.IsNational)
        {
            _replaced[node.FirstTokenIndex] = _tokens[node.FirstTokenIndex].Text[1..];
        }
    }

    public override void Visit(BinaryExpression node)
    {
        if (node.BinaryExpressionType == BinaryExpressionType.Add && (node.FirstExpression is StringLiteral || node.SecondExpression is StringLiteral))
        {
            var plus = Enumerable.Range(node.FirstExpression.LastTokenIndex + 1, node.SecondExpression.FirstTokenIndex - node.FirstExpression.LastTokenIndex - 1)
                .First(i => _tokens[i].TokenType == TSqlTokenType.Plus);
            _replaced[plus] = "||";
        }
    }

    public override void Visit(FunctionCall node)
    {
        switch (node.FunctionName.Value.ToUpperInvariant())
        {
            case "COUNT_BIG":
                _replaced[node.FunctionName.FirstTokenIndex] = "COUNT";
                break;
            case "SCOPE_IDENTITY":
                _replaced[node.FunctionName.FirstTokenIndex] = "last_insert_rowid";
                break;
            case "OBJECT_ID":
                Replace(node, "1"); // the tables are there
                break;
        }
    }

    // UPDATE of an alias whose table stands in FROM.
    public override void Visit(UpdateSpecification node)
    {
        Rename(node.Target, node.FromClause);
        foreach (var clause in node.SetClauses.OfType<AssignmentSetClause>())
        {
            Replace(clause.Column, Text(clause.Column.MultiPartIdentifier.Identifiers[^1]));
        }

        if (node.OutputClause is { } output)
        {
            Replace(output, "");
            _after[node.LastTokenIndex] = $" RETURNING {string.Join(", ", output.SelectColumns.Select(Text))}";
        }
    }

    public override void Visit(DeleteSpecification node) => Rename(node.Target, node.FromClause);

    // What only SQL Server has to be told.
    public override void Visit(SetIdentityInsertStatement node) => Replace(node, "SELECT 1");

    public override void Visit(PredicateSetStatement node) => Replace(node, "");

    public override void Visit(OpenJsonTableReference node) => Replace(node, $"(SELECT value FROM json_each({Text(node.Variable)})) AS {Text(node.Alias)}");

    private void Rename(TableReference target, FromClause? from)
    {
        if (from?.TableReferences is [NamedTableReference { Alias: not null } table])
        {
            Replace(target, $"{Text(table.SchemaObject)} AS {Text(table.Alias)}");
            Replace(from, "");
        }
    }

    private void Replace(TSqlFragment node, string text)
    {
        for (var i = node.FirstTokenIndex; i <= node.LastTokenIndex; i++)
        {
            _replaced[i] = "";
        }

        _replaced[node.FirstTokenIndex] = text;
    }

    private string Text(TSqlFragment node) => string.Concat(Enumerable.Range(node.FirstTokenIndex, node.LastTokenIndex - node.FirstTokenIndex + 1).Select(i => _tokens[i].Text));
}
