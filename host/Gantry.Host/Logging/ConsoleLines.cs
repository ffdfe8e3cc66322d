using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Gantry.Host.Logging;

/// <summary>Lines of text to the standard output, many by one write.</summary>
/// <remarks>One caller at a time.</remarks>
internal sealed class ConsoleLines(ITextFormatter formatter, TextWriter console) : ILogEventSink, IBatchedOutput
{
    private const int MostKept = 1 << 20; // characters
    private readonly StringBuilder _lines = new();

    public void Emit(LogEvent logEvent)
    {
        using var writer = new StringWriter(_lines, CultureInfo.InvariantCulture);
        formatter.Format(logEvent, writer);
    }

    public void Release()
    {
        if (_lines.Length == 0)
        {
            return;
        }

        var lines = _lines.ToString();
        _lines.Clear();
        if (_lines.Capacity > MostKept)
        {
            _lines.Capacity = MostKept;
        }

        console.Write(lines);
        console.Flush();
    }
}
