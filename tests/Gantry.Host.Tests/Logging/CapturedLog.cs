using System.Globalization;
using Gantry.Host.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace Gantry.Host.Tests.Logging;

/// <summary>The host's log as its sinks get it: the events themselves are kept, so that whatever they hold stays in memory.</summary>
internal sealed class CapturedLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<LogEvent> _events = [];
    private readonly Logger _logger;

    public CapturedLog(LogLevels? levels = null)
    {
        Levels = levels ?? new LogLevels(Microsoft.Extensions.Logging.LogLevel.Information);
        _logger = new LoggerConfiguration().Follow(Levels).WriteTo.Sink(new Keeper(this)).WriteTo.Sink(Recent).CreateLogger();
        Factory = new SerilogLoggerFactory(_logger);
    }

    public LogLevels Levels { get; }

    public RecentLog Recent { get; } = new();

    public Microsoft.Extensions.Logging.ILoggerFactory Factory { get; }

    /// <summary>All events as the file has them, and their messages.</summary>
    public string Text
    {
        get
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            var formatter = new RenderedCompactJsonFormatter();
            var lines = new MessageTemplateTextFormatter("{Message:lj}{NewLine}", CultureInfo.InvariantCulture);
            lock (_lock)
            {
                foreach (var logEvent in _events)
                {
                    formatter.Format(logEvent, text);
                    lines.Format(logEvent, text);
                    text.WriteLine(logEvent.Exception);
                }
            }

            return text.ToString();
        }
    }

    public void Dispose()
    {
        Factory.Dispose();
        _logger.Dispose();
    }

    // Not the log itself: a logger disposes its sinks.
    private sealed class Keeper(CapturedLog log) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            lock (log._lock)
            {
                log._events.Add(logEvent);
            }
        }
    }
}
