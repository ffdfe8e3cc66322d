using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Gantry.Host.Logging;

/// <summary>The last events of the log, as texts, for whoever administers the server from afar.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class RecentLog : ILogEventSink
{
    private const int Most = 2_000;
    private const int LongestText = 4_096;
    private static readonly MessageTemplateTextFormatter Formatter = new("{Message:lj}", CultureInfo.InvariantCulture); // strings without quotes
    private readonly Lock _lock = new();
    private readonly Queue<LogEntry> _entries = new();
    private long _last;

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Formatter.Format(logEvent, text);
        var message = Cut(text.ToString());
        var fault = logEvent.Exception is { } exception ? Cut(exception.ToString()) : null;
        lock (_lock)
        {
            _entries.Enqueue(new LogEntry(
                ++_last,
                logEvent.Timestamp,
                LogLevels.Convert(logEvent.Level),
                LogLevels.Text(logEvent, Constants.SourceContextPropertyName) ?? "",
                LogLevels.Text(logEvent, PluginLogState.PluginProperty),
                message,
                fault));
            if (_entries.Count > Most)
            {
                _entries.Dequeue();
            }
        }
    }

    /// <summary>The last entries that fit, oldest first.</summary>
    /// <param name="after">Only those with a higher number.</param>
    /// <param name="level">Only those of this level and above.</param>
    /// <param name="plugin">Only those of this plugin: that it logged, or that the host logged with its name; null for all.</param>
    /// <param name="limit">The most to give.</param>
    public IReadOnlyList<LogEntry> Read(long after, LogLevel level, string? plugin, int limit)
    {
        lock (_lock)
        {
            return [.. _entries.Where(entry => entry.Number > after && entry.Level >= level && (plugin is null || IsOf(entry, plugin))).TakeLast(limit)];
        }
    }

    /// <summary>The number of the last entry; 0 where there is none.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    private static bool IsOf(LogEntry entry, string plugin) => entry.Plugin is { } own ? own == plugin : entry.Message.Contains(plugin, StringComparison.Ordinal);

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}

/// <summary>An event of the log.</summary>
internal sealed record LogEntry(long Number, DateTimeOffset Time, LogLevel Level, string Category, string? Plugin, string Message, string? Fault);
