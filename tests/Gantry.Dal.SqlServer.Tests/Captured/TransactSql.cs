using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Gantry.Dal.SqlServer.Tests.Captured;

/// <summary>What the parsers of SQL Server 2019 and later take for a statement.</summary>
internal static class TransactSql
{
    private static readonly Func<TSqlParser>[] Parsers = [() => new TSql150Parser(true), () => new TSql160Parser(true), () => new TSql170Parser(true)];

    /// <summary>Parses a batch as each version does.</summary>
    /// <returns>The batch as the oldest version has it.</returns>
    /// <exception cref="FormatException">One of them does not take it; the message has the fault and the text.</exception>
    public static TSqlFragment Parse(string batch)
    {
        TSqlFragment? oldest = null;
        foreach (var parser in Parsers.Select(make => make()))
        {
            using var reader = new StringReader(batch);
            var fragment = parser.Parse(reader, out var faults);
            if (faults.Count > 0)
            {
                throw new FormatException($"{parser.GetType().Name}, line {faults[0].Line}: {faults[0].Message}\n{batch}");
            }

            oldest ??= fragment;
        }

        return oldest!;
    }
}
