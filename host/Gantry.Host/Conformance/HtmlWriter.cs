using System.Net;
using System.Text;

namespace Gantry.Host.Conformance;

/// <summary>Writes a document as one HTML file that needs nothing else: a contents list at its side, tables that stay readable on paper.</summary>
internal static class HtmlWriter
{
    private const int ShortText = 22; // letters that stay on one line

    private const string Style = """
        :root { --ink: #1c2530; --soft: #5b6673; --line: #d8dee5; --band: #f5f7f9; --mark: #0b5c8f; color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: var(--ink); background: #fff; display: flex; }
        nav { position: sticky; top: 0; align-self: flex-start; width: 17rem; flex: none; max-height: 100vh; overflow: auto; padding: 2rem 1.25rem;
          border-right: 1px solid var(--line); font-size: 13px; }
        nav a { display: block; color: var(--soft); text-decoration: none; padding: .15rem 0; overflow-wrap: anywhere; }
        nav a.l2 { color: var(--ink); font-weight: 600; margin-top: .5rem; }
        nav a.l3 { padding-left: .9rem; }
        nav a:hover { color: var(--mark); }
        main { padding: 2rem 2.5rem 5rem; max-width: 66rem; min-width: 0; flex: 1; }
        h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .5rem; }
        h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 2px solid var(--mark); }
        h3 { font-size: 1.07rem; margin: 1.75rem 0 .5rem; }
        h4 { font-size: 1rem; margin: 1.25rem 0 .4rem; color: var(--soft); }
        p, ul { margin: .5rem 0; max-width: 52rem; }
        ul { padding-left: 1.2rem; }
        table { border-collapse: collapse; width: 100%; margin: .75rem 0 1.25rem; font-size: 14px; }
        th, td { text-align: left; vertical-align: top; padding: .38rem .7rem; border-bottom: 1px solid var(--line); }
        td.short, th { white-space: nowrap; }
        .table { overflow-x: auto; }
        th { background: var(--band); border-bottom: 1px solid #b9c3cd; font-weight: 600; }
        tbody tr:nth-child(even) { background: #fafbfc; }
        td.uid { font-family: ui-monospace, "Liberation Mono", monospace; font-size: 12.5px; white-space: nowrap; }
        @media (max-width: 60rem) { body { display: block; } nav { position: static; width: auto; max-height: none; border: 0; padding-bottom: 0; }
          main { padding: 1.5rem; } }
        @media print { nav { display: none; } main { padding: 0; max-width: none; } h2, h3, h4 { break-after: avoid; } tr { break-inside: avoid; } }
        """;

    public static string Write(IReadOnlyList<StatementBlock> blocks)
    {
        var headings = blocks.OfType<HeadingBlock>().ToList();
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Escape(headings[0].Text)).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<nav aria-label=\"Contents\">\n");
        foreach (var heading in headings.Where(heading => heading.Level is 2 or 3))
        {
            html.Append($"<a class=\"l{heading.Level}\" href=\"#{Anchor(heading)}\">{Escape(heading.Text)}</a>\n");
        }

        html.Append("</nav>\n<main>\n");
        foreach (var block in blocks)
        {
            Write(html, block);
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder html, StatementBlock block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                html.Append($"<h{heading.Level} id=\"{Anchor(heading)}\">{Escape(heading.Text)}</h{heading.Level}>\n");
                break;
            case ParagraphBlock paragraph:
                html.Append($"<p>{Escape(paragraph.Text)}</p>\n");
                break;
            case ListBlock list:
                html.Append("<ul>\n").AppendJoin("", list.Items.Select(item => $"<li>{Escape(item)}</li>\n")).Append("</ul>\n");
                break;
            case TableBlock table:
                Write(html, table);
                break;
        }
    }

    private static void Write(StringBuilder html, TableBlock table)
    {
        html.Append("<div class=\"table\"><table>\n");
        if (table.Columns.Any(column => column.Length > 0))
        {
            html.Append("<thead><tr>").AppendJoin("", table.Columns.Select(column => $"<th scope=\"col\">{Escape(column)}</th>")).Append("</tr></thead>\n");
        }

        html.Append("<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td{Class(cell)}>{Escape(cell)}</td>")).Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n");
    }

    private static string Class(string cell) => IsUid(cell) ? " class=\"uid\"" : cell.Length <= ShortText ? " class=\"short\"" : "";

    private static bool IsUid(string cell) => cell.Length > 6 && cell.Contains('.', StringComparison.Ordinal) && cell.All(letter => char.IsAsciiDigit(letter) || letter == '.');

    private static string Anchor(HeadingBlock heading) =>
        string.Concat(heading.Text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')).Trim('-');

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
