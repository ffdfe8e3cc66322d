using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Gantry.Host.Logging;

/// <summary>The last events of the log, for whoever administers the server from afar; they become texts when they are asked for.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class RecentLog : ILogEventSink
{
    private const int Most = 2_000;
    private const int LongestText = 4_096;
    private static readonly MessageTemplateTextFormatter Formatter = new("{Message:lj}", CultureInfo.InvariantCulture); // strings without quotes
    private readonly Lock _lock = new();
    private readonly Queue<(long Number, LogEvent Event, string? Fault)> _events = new();
    private ImmutableArray<ChannelWriter<long>> _followers = [];
    private long _last;

    public void Emit(LogEvent logEvent)
    {
        var fault = logEvent.Exception is { } exception ? Cut(exception.ToString()) : null; // now: a later look at the exception could hold what it has come from
        var kept = fault is null ? logEvent : WithoutException(logEvent);
        lock (_lock)
        {
            _events.Enqueue((++_last, kept, fault));
            if (_events.Count > Most)
            {
                _events.Dequeue();
            }
        }

        foreach (var follower in _followers)
        {
            follower.TryWrite(0); // one that has not looked yet will see this, too
        }
    }

    /// <summary>Tells of new events, until it is disposed: one signal for all that came since the last was read.</summary>
    public Following Follow()
    {
        var signals = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        ImmutableInterlocked.Update(ref _followers, followers => followers.Add(signals.Writer));
        return new Following(signals.Reader, () => ImmutableInterlocked.Update(ref _followers, followers => followers.Remove(signals.Writer)));
    }

    /// <summary>The last entries that fit, oldest first, and what to ask after next.</summary>
    public LogView View(LogQuery query)
    {
        var last = Last; // before the entries: what comes in between is given twice rather than never
        var entries = Read(query);
        return new LogView(entries, Math.Max(last, entries.Count == 0 ? 0 : entries[^1].Number));
    }

    private List<LogEntry> Read(LogQuery query)
    {
        var (after, level, plugin, limit) = query;
        List<(long Number, LogEvent Event, string? Fault)> events;
        lock (_lock)
        {
            events = [.. _events.Where(each => each.Number > after && LogLevels.Convert(each.Event.Level) >= level)];
        }

        var entries = new List<LogEntry>();
        for (var i = events.Count - 1; i >= 0 && entries.Count < limit; i--)
        {
            if (Entry(events[i]) is var entry && (plugin is null || IsOf(entry, plugin)))
            {
                entries.Add(entry);
            }
        }

        entries.Reverse();
        return entries;
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

    private static LogEntry Entry((long Number, LogEvent Event, string? Fault) kept)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Formatter.Format(kept.Event, text);
        return new LogEntry(
            kept.Number,
            kept.Event.Timestamp,
            LogLevels.Convert(kept.Event.Level),
            LogLevels.Text(kept.Event, Constants.SourceContextPropertyName) ?? "",
            LogLevels.Text(kept.Event, PluginLogState.PluginProperty),
            Cut(text.ToString()),
            kept.Fault);
    }

    private static LogEvent WithoutException(LogEvent logEvent) => new(
        logEvent.Timestamp, logEvent.Level, null, logEvent.MessageTemplate, logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value)));

    private static bool IsOf(LogEntry entry, string plugin) => entry.Plugin is { } own ? own == plugin : entry.Message.Contains(plugin, StringComparison.Ordinal);

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}

/// <summary>An event of the log.</summary>
internal sealed record LogEntry(long Number, DateTimeOffset Time, LogLevel Level, string Category, string? Plugin, string Message, string? Fault);

/// <summary>Which entries somebody wants.</summary>
/// <param name="After">Only those with a higher number.</param>
/// <param name="Level">Only those of this level and above.</param>
/// <param name="Plugin">Only those of this plugin: that it logged, or that the host logged with its name; null for all.</param>
/// <param name="Limit">The most to give.</param>
internal sealed record LogQuery(long After, LogLevel Level, string? Plugin, int Limit);

/// <summary>Signals of new events.</summary>
internal sealed class Following(ChannelReader<long> signals, Action end) : IDisposable
{
    /// <summary>Waits for an event, or until the time is over.</summary>
    public async ValueTask WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(longest);
        try
        {
            await signals.ReadAsync(over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return; // the time is over
        }
    }

    public void Dispose() => end();
}
