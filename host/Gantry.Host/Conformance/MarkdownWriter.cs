using System.Text;

namespace Gantry.Host.Conformance;

/// <summary>Writes a document as Markdown (CommonMark, with tables). What the text holds of Markdown's own signs is escaped.</summary>
internal static class MarkdownWriter
{
    private const string Signs = @"\`*_{}[]<>#|~";

    public static string Write(IEnumerable<StatementBlock> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            Write(text, block);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, StatementBlock block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                text.Append('#', heading.Level).Append(' ').Append(Escape(heading.Text)).Append('\n');
                break;
            case ParagraphBlock paragraph:
                text.Append(Escape(paragraph.Text)).Append('\n');
                break;
            case ListBlock list:
                text.AppendJoin("", list.Items.Select(item => $"- {Escape(item)}\n"));
                break;
            case TableBlock table:
                Row(text, table.Columns);
                Row(text, [.. table.Columns.Select(_ => "---")], escapes: false);
                foreach (var row in table.Rows)
                {
                    Row(text, row);
                }

                break;
        }
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells, bool escapes = true) =>
        text.Append("| ").AppendJoin(" | ", escapes ? cells.Select(Escape) : cells).Append(" |\n");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings(" "))
        {
            if (Signs.Contains(letter, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
