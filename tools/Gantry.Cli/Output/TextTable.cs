using Spectre.Console;

namespace Gantry.Cli.Output;

/// <summary>A table: drawn on a terminal; elsewhere plain lines with the columns aligned, for grep and awk.</summary>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(CommandContext context)
    {
        if (context.IsTerminal)
        {
            Draw(context.Output);
        }
        else
        {
            WriteLines(context.Output);
        }
    }

    private void Draw(TextWriter output)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }

    private void WriteLines(TextWriter output)
    {
        string[] headings = [.. columns.Select(column => column.ToUpperInvariant())];
        var widths = Enumerable.Range(0, columns.Length).Select(index => _rows.Append(headings).Max(row => row[index].Length)).ToArray();
        foreach (var row in _rows.Prepend(headings))
        {
            output.WriteLine(string.Join("  ", row.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
        }
    }
}
